/** The recruiter's share of a sale (rules.md 5, second level). */
import { addMonthsClamped, dayInZone } from "./calendar.ts";
import type { Recruiter } from "./commission.ts";
import type { SecondLevelRefusal } from "./explanation.ts";
import { percentOf } from "./money.ts";
import { REWARD_SCOPES, type SecondLevelReward } from "./reward.ts";
import type { VersionOf } from "./reward-candidates.ts";

/**
 * Why a recruiter earns nothing on top; `null` when nothing stands against it. Months run from the day
 * of recruitment in the program's zone, the end of a month clamped, comparing event days.
 */
export function secondLevelRefusal(
  recruiter: Recruiter,
  affiliate: { readonly id: string; readonly payeeId: string | null },
  months: number | null,
  event: { readonly day: string; readonly zone: string },
): SecondLevelRefusal | null {
  if (recruiter.affiliateId === affiliate.id) return "oneself";
  if (recruiter.payeeId !== null && recruiter.payeeId === affiliate.payeeId) return "same_payee";
  if (recruiter.recruitedBy.includes(affiliate.id)) return "cycle";
  if (!recruiter.activeAtEvent) return "recruiter_not_active";
  if (months === null) return null;
  const firstDay = dayInZone(recruiter.recruitedAt, event.zone);
  return event.day >= addMonthsClamped(firstDay, months) ? "months_over" : null;
}

/** The one second-level reward of a recruiter: narrowest scope, then position (candidates are sorted). */
export function chooseSecondLevel(
  candidates: readonly VersionOf<SecondLevelReward>[],
): VersionOf<SecondLevelReward> | null {
  for (const scope of REWARD_SCOPES) {
    const first = candidates.find((version) => version.scope === scope);
    if (first) return first;
  }
  return null;
}

/** What it pays before caps for first-level commissions that sum to `commission` on `base`. */
export function secondLevelAmount(
  reward: SecondLevelReward,
  first: { readonly commission: number; readonly base: number },
): { readonly amount: number; readonly from: number } {
  const from = reward.of === "commission" ? first.commission : first.base;
  return { amount: percentOf(from, reward.basisPoints), from };
}
