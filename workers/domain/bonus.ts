/** Bonuses: what is paid on top of the base reward (rules.md 5). */
import { periodKey } from "./calendar.ts";
import type { CommissionItem, CommissionQuestion } from "./commission.ts";
import type { BonusReward, MilestoneAmount, TierMetric } from "./reward.ts";
import type { AmountInput } from "./reward-amount.ts";
import type { Tally } from "./reward-caps.ts";
import { asksForItems, itemMatches } from "./reward-conditions.ts";
import { type Earned, milestonesReached } from "./reward-tiers.ts";

/** What a bonus is computed on: the base of its items; `null` when none of the items is for it. */
export function bonusBase(
  bonus: BonusReward,
  base: number | null,
  items: readonly CommissionItem[],
): { readonly base: number | null; readonly items: readonly CommissionItem[] } | null {
  if (!asksForItems(bonus.conditions)) return { base, items };
  const unknown = { product: null, category: null };
  if (items.length === 0) return itemMatches(bonus.conditions, unknown) ? { base, items } : null;
  const own = items.filter((item) => itemMatches(bonus.conditions, item) && item.amount > 0);
  if (own.length === 0) return null;
  return { base: own.reduce((sum, item) => sum + item.amount, 0), items: own };
}

/** By how much this conversion lifts a metric. */
export function metricIncrease(metric: TierMetric, question: CommissionQuestion): number {
  const { conversion, customer } = question;
  const base = typeof conversion.base === "number" ? conversion.base : 0;
  const paidSale = conversion.type === "sale" && base > 0;
  switch (metric) {
    case "sales":
      return paidSale ? 1 : 0;
    case "leads":
      return conversion.type === "lead" ? 1 : 0;
    case "customers":
      return paidSale && customer?.earlier === 0 ? 1 : 0;
    case "revenue":
      return paidSale ? base : 0;
  }
}

/** Counter that remembers that a step of a milestone was paid to an affiliate in a period. */
export function milestoneKey(
  milestone: MilestoneAmount,
  at: number,
  of: { readonly rewardId: string; readonly affiliateId: string; readonly day: string },
): string {
  const period = periodKey(milestone.period, of.day);
  return ["milestone", of.rewardId, of.affiliateId, period, at].join(":");
}

/** The steps of a milestone that are reached now and were not paid before; marks them as paid. */
export function milestoneBonus(
  milestone: MilestoneAmount,
  input: AmountInput & {
    readonly rewardId: string;
    readonly affiliateId: string;
    readonly increase: number;
  },
  tally: Tally,
): Earned {
  const { metric } = milestone;
  const { before, increase, currency, day } = input;
  const period = periodKey(milestone.period, day);
  const reached = milestonesReached(milestone, before, increase).filter(
    ({ at }) => tally.used(milestoneKey(milestone, at, input)) === 0,
  );
  for (const { at } of reached) tally.add(milestoneKey(milestone, at, input), 1);
  return {
    amount: reached.reduce((sum, step) => sum + step.amount, 0),
    steps: reached.map(({ at, amount }) => {
      return { code: "milestone.reached", metric, at, amount, currency, period };
    }),
  };
}
