/** Steps of a membership, and between which states each leads (rules.md 3). */
import type { AffiliateState } from "./states.ts";

export const AFFILIATE_STEPS = [
  "approve",
  "reject",
  "suspend",
  "reinstate",
  "ban",
  "leave",
] as const;
export type AffiliateStep = (typeof AFFILIATE_STEPS)[number];

type Transition = {
  readonly from: readonly AffiliateState[];
  /** Where it leads; a rejected applicant stays where he is. */
  readonly to: AffiliateState | null;
};

/**
 * Whoever left in good standing may apply again, and stays `left` until that is approved, so that renewals
 * of earlier customers go on. A ban may be lifted: somebody may have been wronged.
 */
const TRANSITIONS: Readonly<Record<AffiliateStep, Transition>> = {
  approve: { from: ["applied", "left"], to: "active" },
  reject: { from: ["applied", "left"], to: null },
  suspend: { from: ["active"], to: "suspended" },
  reinstate: { from: ["suspended", "banned"], to: "active" },
  ban: { from: ["applied", "active", "suspended", "left"], to: "banned" },
  leave: { from: ["applied", "active"], to: "left" },
};

/**
 * The state after `step`. `same`: that is the state already; `impossible`: no such step from here.
 * A step that changes no state (`reject`) answers the present one.
 */
export function stateAfter(
  step: AffiliateStep,
  state: AffiliateState,
): AffiliateState | "same" | "impossible" {
  const { from, to } = TRANSITIONS[step];
  if (from.includes(state)) return to ?? state;
  return to === state ? "same" : "impossible";
}
