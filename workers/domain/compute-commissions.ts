/** The decision on a conversion's commissions: rules.md 4, 5 and 10 put together. */
import { bonusBase, metricIncrease, milestoneBonus } from "./bonus.ts";
import type {
  Commission,
  CommissionDecision,
  CommissionInput,
  CommissionItem,
} from "./commission.ts";
import type { ExplanationStep } from "./explanation.ts";
import { allocate } from "./money.ts";
import type { BaseReward, BonusReward, RewardAmount, RewardCap } from "./reward.ts";
import { rewardAmount, simpleAmount } from "./reward-amount.ts";
import { type Candidates, rewardCandidates, type VersionOf } from "./reward-candidates.ts";
import { applyCaps, createTally, type Tally } from "./reward-caps.ts";
import { type BaseChoice, type ChoiceUnit, chooseBaseRewards, unitsOf } from "./reward-choice.ts";
import { comparedDay, durationAllows } from "./reward-duration.ts";
import { type Earned, metricRead } from "./reward-tiers.ts";
import { chooseSecondLevel, secondLevelAmount, secondLevelRefusal } from "./second-level.ts";

/** What one decision gathers on its way. */
type Run = {
  readonly input: CommissionInput;
  readonly candidates: Candidates;
  readonly base: number | null;
  readonly tally: Tally;
  readonly reasons: ExplanationStep[];
};

/**
 * Decides what a credited conversion earns, for whom, and why. Exactly one base reward per item, bonuses
 * on top, then the recruiter's share. Amounts are minor units of the program's currency and above 0;
 * what earns nothing is in `reasons`. The same input gives the same answer, so a preview asks it too.
 * Throws Error when a metric named by `neededReads` is missing.
 */
export function computeCommissions(input: CommissionInput): CommissionDecision {
  const { base } = input.conversion;
  if (base === "no_rate") return nothing({ code: "nothing.no_rate" });
  if (base === 0) return nothing({ code: "nothing.base_zero" });
  const run: Run = {
    input,
    candidates: rewardCandidates(input),
    base,
    tally: createTally(input.counters),
    reasons: [],
  };
  const first = baseCommissions(run);
  const bonuses = run.candidates.bonus.flatMap((version) => bonusCommission(run, version));
  const second = secondLevelCommissions(run, first);
  return {
    commissions: [...first, ...bonuses, ...second],
    counters: run.tally.changes(),
    reasons: run.reasons,
  };
}

function nothing(reason: ExplanationStep): CommissionDecision {
  return { commissions: [], counters: [], reasons: [reason] };
}

function baseCommissions(run: Run): Commission[] {
  const { input, candidates, base } = run;
  const { conversion, program } = input;
  const { choices, unmatched } = chooseBaseRewards(candidates.base, base, conversion.items, {
    policy: program.rewardChoice,
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

function durationOf({ input }: Run, version: VersionOf<BaseReward | BonusReward>) {
  const day = comparedDay(input.conversion, input.program.timeZone);
  return durationAllows(version.definition.duration, version.rewardId, day, input.customer);
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

function metricValue(run: Run, of: Parameters<typeof metricRead>[0]): number {
  const { key } = metricRead(of, run.input.affiliate.id, run.candidates.day);
  const value = run.input.metrics[key];
  if (value === undefined) throw new Error(`The metric ${key} was not loaded.`);
  return Math.max(value, 0);
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
    followsRefunds: followsRefunds(definition),
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

function earningItems({ input }: Run): CommissionItem[] {
  return input.conversion.items.filter((item) => item.amount > 0);
}

/** Percentages of a sale always follow refunds, flat sums if the reward says so, leads never. */
function followsRefunds({ trigger, amount, followsRefunds }: BaseReward): boolean {
  if (trigger.type === "lead" || trigger.type === "click") return false;
  const isPercent =
    amount.kind === "percent" || (amount.kind === "tiered" && amount.unit === "percent");
  return isPercent || followsRefunds;
}

function perUnit(amount: RewardAmount): boolean {
  return amount.kind === "flat" && amount.per === "unit";
}

function chosenSteps(
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
  if (kind === "base" && program.rewardChoice === "highest") steps.push({ code: "reward.highest" });
  if (kind === "base" && binding && conversion.type !== "lead") {
    steps.push({ code: "reward.pinned", version: number, boundAt: binding.boundAt });
  }
  return steps;
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

/** Cuts to the caps; says so when nothing is left, or when nothing was there after rounding. */
function capAmount(
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

/** A bonus whose time is over, or whose milestone is not reached, is no news: it gives no reason. */
function bonusCommission(run: Run, version: VersionOf<BonusReward>): Commission[] {
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

/** On top of the first level's base commissions, one for each, so that each goes with its parent. */
function secondLevelCommissions(run: Run, parents: readonly Commission[]): Commission[] {
  const { input, candidates } = run;
  const { recruiter, affiliate, conversion, program } = input;
  const version = chooseSecondLevel(candidates.secondLevel);
  if (!recruiter || !version || parents.length === 0 || conversion.type !== "sale") return [];
  const { definition, rewardId } = version;
  const because = secondLevelRefusal(recruiter, affiliate, definition.months, {
    day: candidates.day,
    zone: program.timeZone,
  });
  if (because) {
    run.reasons.push({ code: "nothing.second_level", rewardId, because });
    return [];
  }
  const commission = parents.reduce((sum, parent) => sum + parent.amount, 0);
  const base = parents.reduce((sum, parent) => sum + parent.base, 0);
  const { amount, from } = secondLevelAmount(definition, { commission, base });
  const capped = capAmount(run, version, recruiter.affiliateId, amount);
  const weights = parents.map((parent) =>
    definition.of === "commission" ? parent.amount : parent.base,
  );
  const parts = allocate(capped.amount, weights);
  const { basisPoints, of } = definition;
  const { currency } = program;
  const { scope, position, version: number } = version;
  const steps: ExplanationStep[] = [
    {
      code: "reward.chosen",
      kind: "second_level",
      rewardId,
      version: number,
      scope,
      position,
      items: [],
    },
    { code: "second_level.amount", basisPoints, of, from, amount, currency },
    ...capped.steps,
  ];
  return parents.flatMap((parent, index) => {
    const part = parts[index] ?? 0;
    if (part === 0) return [];
    const { itemKey } = parent;
    const share: ExplanationStep = {
      code: "amount.item_share",
      item: itemKey,
      of: capped.amount,
      amount: part,
      currency,
    };
    return {
      itemKey,
      rewardId,
      rewardVersionId: version.id,
      affiliateId: recruiter.affiliateId,
      level: 2,
      kind: "second_level",
      parent: { rewardId: parent.rewardId, itemKey },
      base: parent.base,
      amount: part,
      currency,
      followsRefunds: parent.followsRefunds,
      requiresSale: false,
      explanation: parents.length > 1 ? [...steps, share] : steps,
    };
  });
}
