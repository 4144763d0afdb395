import type { RawClick } from "../../domain/click-facts.ts";
import type { OwnedClick, Pack } from "../../domain/pack.ts";
import { CHUNK_LENGTH_MAX } from "./chunked-log.ts";

/** Packs that go into one row. */
export type PackRow = {
  readonly ids: readonly string[];
  readonly clicks: readonly RawClick[];
  /** `clicks` as JSON. */
  readonly json: string;
};

const strip = ({ program: _, affiliate: __, ...click }: OwnedClick): RawClick => click;

/**
 * Packs as rows: one row, or several where it would exceed 1 MB. A click is stored without its program
 * and affiliate, which are the counter's own. A pack is never cut: a queue message holds 128 KB.
 */
export function rowsOf(packs: readonly Pack<OwnedClick>[]): PackRow[] {
  const rows: { ids: string[]; clicks: RawClick[]; parts: string[]; length: number }[] = [];
  for (const { id, clicks } of packs) {
    if (clicks.length === 0) continue;
    const stripped = clicks.map(strip);
    const part = JSON.stringify(stripped).slice(1, -1);
    let row = rows.at(-1);
    if (!row || row.length + part.length > CHUNK_LENGTH_MAX) {
      row = { ids: [], clicks: [], parts: [], length: 0 };
      rows.push(row);
    }
    row.ids.push(id);
    for (const click of stripped) row.clicks.push(click);
    row.parts.push(part);
    row.length += part.length + 1;
  }
  return rows.map(({ ids, clicks, parts }) => ({ ids, clicks, json: `[${parts.join(",")}]` }));
}
