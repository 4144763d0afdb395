import type { LiveCounts } from "../../contract/live.ts";
import type { Mode } from "../../domain/mode.ts";
import type { CounterMemory } from "./counter-memory.ts";

type Totals = LiveCounts & { readonly mode: Mode; readonly day: string; readonly seq: number };
type LinkTotals = Totals & {
  readonly link: string;
  readonly overCap: number;
  readonly refused: number;
};
type ValueTotals = Totals & { readonly dimension: string; readonly value: string };

/** Copies of all day totals that have changed since D1 last confirmed, as of the last checkpoint. */
export function unflushedTotals(memory: CounterMemory): {
  links: LinkTotals[];
  values: ValueTotals[];
} {
  const links: LinkTotals[] = [];
  const values: ValueTotals[] = [];
  const since = memory.flushedSeq;
  for (const { mode, day } of memory.unflushedDays()) {
    const totals = memory.day(mode, day);
    for (const [link, counts] of totals.links) {
      if (counts.seq > since) links.push({ mode, day, link, ...counts });
    }
    for (const [dimension, ofDimension] of totals.values) {
      for (const [value, counts] of ofDimension) {
        if (counts.seq > since) values.push({ mode, day, dimension, value, ...counts });
      }
    }
  }
  return { links, values };
}
