/** One order reported to several programs of one merchant (rules.md 1, `exclusive_across_programs`). */
import type { Via } from "./attribution-input.ts";
import type { ProgramSettings } from "./program-settings.ts";

/** What one program would credit for the order. */
export type ProgramClaim = {
  readonly programId: string;
  readonly via: Via;
  /** UTC ms of the touch that won in that program: `AttributionDecision.touchAt`. */
  readonly touchAt: number;
  readonly attributionModel: ProgramSettings["attributionModel"];
};

/** Earlier in the order of rules.md 2 wins; coupon and click are both touches, and time decides. */
const ORDER: Readonly<Record<Via, number>> = { manual: 0, binding: 1, coupon: 2, click: 2 };

/**
 * The program whose touch wins the order; the others credit nobody for it. A decision by hand wins, the
 * later one of two; then the older binding; then the last touch, or the first where every program with a
 * claim goes by first touch. `null` without a claim.
 */
export function winningTouchAcrossPrograms(claims: readonly ProgramClaim[]): string | null {
  const byFirst = claims.every(({ attributionModel }) => attributionModel === "first");
  const earliestWins = (via: Via) => via === "binding" || (ORDER[via] === 2 && byFirst);
  const [winner] = [...claims].sort((a, b) => {
    const byOrder = ORDER[a.via] - ORDER[b.via];
    if (byOrder !== 0) return byOrder;
    const byTime = earliestWins(a.via) ? a.touchAt - b.touchAt : b.touchAt - a.touchAt;
    return byTime || (a.programId < b.programId ? -1 : 1);
  });
  return winner?.programId ?? null;
}
