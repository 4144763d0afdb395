/** The commission of a bonus, on top of the base reward. */
import { bonusBase, metricIncrease, milestoneBonus } from "./bonus.ts";
import type { Commission } from "./commission.ts";
import {
  capAmount,
  chosenSteps,
  durationOf,
  earningItems,
  metricValue,
  type Run,
} from "./commission-run.ts";
import type { BonusReward } from "./reward.ts";
import { simpleAmount } from "./reward-amount.ts";
import type { VersionOf } from "./reward-candidates.ts";
import { unitsOf } from "./reward-choice.ts";

/** A bonus whose time is over, or whose milestone is not reached, is no news: it gives no reason. */
export function bonusCommission(run: Run, version: VersionOf<BonusReward>): Commission[] {
  const { input, candidates, tally } = run;
  const { definition, rewardId } = version;
  const { amount } = definition;
  const duration = durationOf(run, version);
  const on = bonusBase(definition, run.base, earningItems(run));
  if (!duration.earns || !on) return [];
  const affiliateId = input.affiliate.id;
  const before = amount.kind === "milestone" ? metricValue(run, amount) : 0;
  const { currency } = input.program;
  const asked = { base: on.base, units: unitsOf(on.items), currency, day: candidates.day, before };
  const increase = amount.kind === "milestone" ? metricIncrease(amount.metric, input) : 0;
  const earned =
    amount.kind === "milestone"
      ? milestoneBonus(amount, { ...asked, rewardId, affiliateId, increase }, tally)
      : simpleAmount(amount, asked);
  if (!earned || earned.steps.length === 0) return [];
  const capped = capAmount(run, version, affiliateId, earned.amount);
  if (capped.amount === 0) return [];
  return [
    {
      itemKey: "whole",
      rewardId,
      rewardVersionId: version.id,
      affiliateId,
      level: 1,
      kind: "bonus",
      parent: null,
      base: on.base ?? 0,
      amount: capped.amount,
      currency,
      followsRefunds: false,
      requiresSale: false,
      explanation: [
        ...input.conversion.notes,
        ...chosenSteps(run, version, []),
        ...duration.steps,
        ...earned.steps,
        ...capped.steps,
      ],
    },
  ];
}
