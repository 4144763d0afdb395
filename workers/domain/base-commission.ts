/** Commissions of the one base reward that each item has. */
import type { Commission, CommissionItem } from "./commission.ts";
import {
  capAmount,
  chosenSteps,
  durationOf,
  earningItems,
  metricValue,
  type Run,
} from "./commission-run.ts";
import type { ExplanationStep } from "./explanation.ts";
import { allocate } from "./money.ts";
import type { BaseReward, RewardAmount } from "./reward.ts";
import { rewardAmount } from "./reward-amount.ts";
import type { VersionOf } from "./reward-candidates.ts";
import { type BaseChoice, type ChoiceUnit, chooseBaseRewards, unitsOf } from "./reward-choice.ts";
import type { Earned } from "./reward-tiers.ts";

/** All first-level base commissions of a conversion; reasons for what earned nothing go to the run. */
export function baseCommissions(run: Run): Commission[] {
  const { input, candidates, base } = run;
  const { conversion, program } = input;
  const { choices, unmatched } = chooseBaseRewards(candidates.base, base, conversion.items, {
    policy: program.rewardSwitch,
    worth: (version, unit) => worthOf(run, version, unit),
  });
  if (choices.length === 0) {
    for (const unmet of candidates.unmet) {
      run.reasons.push({ code: "nothing.condition_not_met", ...unmet });
    }
  }
  if (choices.length === 0 || unmatched.length > 0) {
    run.reasons.push({ code: "nothing.no_reward", type: conversion.type, items: unmatched });
  }
  let before = 0;
  return choices.flatMap((choice) => {
    const commissions = commissionsOfChoice(run, choice, before);
    before += choiceBase(run, choice) ?? 0;
    return commissions;
  });
}

function choiceBase({ base }: Run, { items }: BaseChoice): number | null {
  return items ? items.reduce((sum, item) => sum + item.amount, 0) : base;
}

function worthOf(run: Run, version: VersionOf<BaseReward>, unit: ChoiceUnit): number {
  if (!durationOf(run, version).earns) return 0;
  return earnedBy(run, version.definition.amount, unit.amount, unit.quantity, 0)?.amount ?? 0;
}

/** `earlierBase`: base of the conversion's items that revenue tiers have counted already. */
function earnedBy(
  run: Run,
  amount: RewardAmount,
  base: number | null,
  units: number,
  earlierBase: number,
): Earned | null {
  const { day } = run.candidates;
  const { currency } = run.input.program;
  const metric = amount.kind === "tiered" ? metricValue(run, amount) : 0;
  const counted = amount.kind === "tiered" && amount.metric === "revenue" ? earlierBase : 0;
  return rewardAmount(amount, { base, units, currency, day, before: metric + counted });
}

function commissionsOfChoice(run: Run, choice: BaseChoice, earlierBase: number): Commission[] {
  const { version, items } = choice;
  const { definition, rewardId } = version;
  const duration = durationOf(run, version);
  if (!duration.earns) {
    run.reasons.push(duration.step);
    return [];
  }
  const base = choiceBase(run, choice);
  const units = unitsOf(items ?? earningItems(run));
  const earned = earnedBy(run, definition.amount, base, units, earlierBase);
  if (!earned) {
    run.reasons.push({ code: "nothing.no_base", rewardId });
    return [];
  }
  const capped = capAmount(run, version, run.input.affiliate.id, earned.amount);
  if (capped.amount === 0) return [];
  const whole: Commission = {
    itemKey: "whole",
    rewardId,
    rewardVersionId: version.id,
    affiliateId: run.input.affiliate.id,
    level: 1,
    kind: "base",
    parent: null,
    base: base ?? 0,
    amount: capped.amount,
    currency: run.input.program.currency,
    followsRefunds: followsRefunds(definition, run.input.program.flatFollowsRefund),
    requiresSale: definition.requiresSale && definition.trigger.type === "lead",
    explanation: [
      ...run.input.conversion.notes,
      ...chosenSteps(run, version, items ?? []),
      ...duration.steps,
      ...earned.steps,
      ...capped.steps,
    ],
  };
  return items ? splitOverItems(whole, items, perUnit(definition.amount)) : [whole];
}

/** Percentages of a sale always follow refunds; flat sums if program and reward say so; leads never. */
function followsRefunds(reward: BaseReward, flatFollowsRefund: boolean): boolean {
  const { trigger, amount } = reward;
  if (trigger.type === "lead" || trigger.type === "click") return false;
  const isPercent =
    amount.kind === "percent" || (amount.kind === "tiered" && amount.unit === "percent");
  return isPercent || (reward.followsRefunds && flatFollowsRefund);
}

function perUnit(amount: RewardAmount): boolean {
  return amount.kind === "flat" && amount.per === "unit";
}

/** One commission for each item, so that a refund that names items finds its part. */
function splitOverItems(
  whole: Commission,
  items: readonly CommissionItem[],
  byQuantity: boolean,
): Commission[] {
  const parts = allocate(
    whole.amount,
    items.map((item) => (byQuantity ? item.quantity : item.amount)),
  );
  return items.flatMap((item, index) => {
    const amount = parts[index] ?? 0;
    if (amount === 0) return [];
    const step: ExplanationStep = {
      code: "amount.item_share",
      item: item.key,
      of: whole.amount,
      amount,
      currency: whole.currency,
    };
    const explanation = items.length > 1 ? [...whole.explanation, step] : whole.explanation;
    return { ...whole, itemKey: item.key, base: item.amount, amount, explanation };
  });
}
