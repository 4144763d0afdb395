import type { LiveCounts } from "../../contract/live.ts";
import type { CountedClick } from "../../domain/click-counts.ts";
import { emptyCounts } from "../../domain/click-totals.ts";
import type { Mode } from "../../domain/mode.ts";

export type FreshCounts = Readonly<Record<Mode, LiveCounts>>;

/** What clicks that were just counted add to the totals; a prefetch that was seen is a bot less. */
export function freshCounts(counted: readonly CountedClick[]): FreshCounts {
  const sums = { live: emptyCounts(), test: emptyCounts() };
  for (const { counted: as, facts, unique, wasBot } of counted) {
    const counts = sums[facts.mode ?? "live"];
    if (as === "bot") counts.bots += 1;
    if (as !== "click") continue;
    counts.clicks += 1;
    if (unique) counts.uniques += 1;
    if (wasBot) counts.bots -= 1;
  }
  return sums;
}
