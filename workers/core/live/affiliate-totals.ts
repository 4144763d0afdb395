import type { LiveCounts, TotalsMessage } from "../../contract/live.ts";
import type { Mode } from "../../domain/mode.ts";
import type { CounterMemory } from "./counter-memory.ts";

type ModeTotals = { readonly today: LiveCounts; readonly all: LiveCounts };
export type AffiliateTotals = {
  /** Today in the program's zone. */
  readonly day: string;
  readonly live: ModeTotals;
  readonly test: ModeTotals;
};

/** Today's and all counts by mode. `now` is UTC ms. */
export function affiliateTotals(memory: CounterMemory, now: number): AffiliateTotals {
  const day = memory.dayOf(now);
  const ofMode = (mode: Mode): ModeTotals => {
    const today = { clicks: 0, uniques: 0, bots: 0 };
    for (const counts of memory.peek(mode, day)?.links.values() ?? []) {
      today.clicks += counts.clicks;
      today.uniques += counts.uniques;
      today.bots += counts.bots;
    }
    return { today, all: { ...memory.total(mode) } };
  };
  return { day, live: ofMode("live"), test: ofMode("test") };
}

/** The same as it is sent to those who watch a mode. */
export function totalsMessage(memory: CounterMemory, mode: Mode, now: number): TotalsMessage {
  const { day, [mode]: totals } = affiliateTotals(memory, now);
  return { type: "totals", mode, day, ...totals, at: now };
}
