/** What a reward pays before caps: percent, flat or tiered. */
import { exact, percentOf, toMinor } from "./money.ts";
import type { FlatRate, PercentRate, RewardAmount } from "./reward.ts";
import { type Earned, tieredAmount } from "./reward-tiers.ts";

export type AmountInput = {
  /** Base that the reward applies to; `null` where there is none. */
  readonly base: number | null;
  /** Units sold among the items that it applies to, 1 for a conversion without items. */
  readonly units: number;
  readonly currency: string;
  /** `YYYY-MM-DD`: event day. */
  readonly day: string;
  /** Value of the tier's metric without this conversion; 0 for rewards without tiers. */
  readonly before: number;
};

/** The amount and how it came about; `null` for a percentage of nothing known. */
export function rewardAmount(amount: RewardAmount, input: AmountInput): Earned | null {
  if (amount.kind === "tiered") return tieredAmount(amount, input);
  return simpleAmount(amount, input);
}

/** The same for an amount without tiers. */
export function simpleAmount(
  rate: PercentRate | FlatRate,
  { base, units: sold, currency }: AmountInput,
): Earned | null {
  if (rate.kind === "flat") {
    const units = rate.per === "unit" ? sold : 1;
    const amount = toMinor(exact(rate.amount) * exact(units));
    return {
      amount,
      steps: [{ code: "amount.flat", each: rate.amount, units, amount, currency }],
    };
  }
  if (base === null) return null;
  const amount = percentOf(base, rate.basisPoints);
  return {
    amount,
    steps: [{ code: "amount.percent", basisPoints: rate.basisPoints, of: base, amount, currency }],
  };
}
