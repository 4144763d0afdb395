/** Clicks that an edge kept while nobody could say how their affiliate stands. */
import type { RawClick } from "./click-facts.ts";
import { type EligibilityInput, eligibility } from "./eligibility.ts";

/** How an affiliate and his program stood at any moment. */
export type DatedStanding = Pick<EligibilityInput, "affiliate" | "program" | "settings">;

/** Whether there is a click among them that has to be checked before it counts. */
export const hasUnchecked = (clicks: readonly RawClick[]): boolean =>
  clicks.some(({ unchecked }) => unchecked === true);

/**
 * The click as its edge would have kept it, had it known: `refused` as of the click's own time (rules.md
 * 3, column "link"). What an edge did decide stays as it is.
 */
export function checkClick<C extends RawClick>(click: C, standing: DatedStanding): C {
  const { unchecked, ...rest } = click;
  if (unchecked === undefined) return click;
  const { reason } = eligibility({ ...standing, question: "link", at: click.at });
  return (reason === null ? rest : { ...rest, refused: reason }) as C;
}
