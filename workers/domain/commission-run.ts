/** What the parts of one decision on commissions share. */
import type { CommissionInput, CommissionItem } from "./commission.ts";
import type { ExplanationStep } from "./explanation.ts";
import type { BaseReward, BonusReward, RewardCap } from "./reward.ts";
import type { Candidates, VersionOf } from "./reward-candidates.ts";
import { applyCaps, type Tally } from "./reward-caps.ts";
import { comparedDay, durationAllows } from "./reward-duration.ts";
import { metricRead } from "./reward-tiers.ts";

/** What one decision gathers on its way. */
export type Run = {
  readonly input: CommissionInput;
  readonly candidates: Candidates;
  readonly base: number | null;
  readonly tally: Tally;
  readonly reasons: ExplanationStep[];
};

/** Whether the version still earns for this customer. */
export function durationOf({ input }: Run, version: VersionOf<BaseReward | BonusReward>) {
  const day = comparedDay(input.conversion, input.program.timeZone);
  return durationAllows(version.definition.duration, version.rewardId, day, input.customer);
}

/** The loaded value of a metric of the affiliate. Throws Error when it was not loaded. */
export function metricValue(run: Run, of: Parameters<typeof metricRead>[0]): number {
  const { key } = metricRead(of, run.input.affiliate.id, run.candidates.day);
  const value = run.input.metrics[key];
  if (value === undefined) throw new Error(`The metric ${key} was not loaded.`);
  return Math.max(value, 0);
}

/** Items that have a base; the others earn nothing. */
export function earningItems({ input }: Run): CommissionItem[] {
  return input.conversion.items.filter((item) => item.amount > 0);
}

/** Why this version: its place, and the binding that keeps it. */
export function chosenSteps(
  run: Run,
  version: VersionOf<BaseReward | BonusReward>,
  items: readonly CommissionItem[],
): ExplanationStep[] {
  const { rewardId, scope, position, definition, version: number } = version;
  const { kind } = definition;
  const keys = items.map((item) => item.key);
  const steps: ExplanationStep[] = [
    { code: "reward.chosen", kind, rewardId, version: number, scope, position, items: keys },
  ];
  const { binding, conversion, program } = run.input;
  if (kind === "base" && program.rewardSwitch === "highest") steps.push({ code: "reward.highest" });
  if (kind === "base" && binding && conversion.type === "sale") {
    steps.push({ code: "reward.pinned", version: number, boundAt: binding.boundAt });
  }
  return steps;
}

/** Cuts to the caps; says so when nothing is left, or when nothing was there after rounding. */
export function capAmount(
  run: Run,
  version: {
    readonly rewardId: string;
    readonly definition: { readonly caps: readonly RewardCap[] };
  },
  affiliateId: string,
  amount: number,
) {
  const { rewardId, definition } = version;
  const customerId = run.input.customer?.customerId ?? null;
  const subject = { rewardId, affiliateId, customerId, day: run.candidates.day };
  const { currency } = run.input.program;
  const capped = applyCaps(amount, definition.caps, subject, currency, run.tally);
  if (capped.reached) {
    run.reasons.push({ code: "nothing.cap_reached", rewardId, scope: capped.reached });
  } else if (amount === 0) {
    run.reasons.push({ code: "nothing.rounds_to_zero", rewardId });
  }
  return capped;
}
