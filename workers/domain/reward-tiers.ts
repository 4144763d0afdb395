/** Rewards that grow with performance (rules.md 5, tiers). */
import { periodDays, periodKey } from "./calendar.ts";
import type { MetricRead } from "./commission.ts";
import type { ExplanationStep } from "./explanation.ts";
import { percentOf } from "./money.ts";
import type {
  FlatStep,
  MilestoneAmount,
  PercentStep,
  Period,
  TieredAmount,
  TierMetric,
} from "./reward.ts";

/** The value that a tier or milestone needs for an event on `day`. See `MetricRead` for how to load it. */
export function metricRead(
  of: { readonly metric: TierMetric; readonly period: Period },
  affiliateId: string,
  day: string,
): MetricRead {
  const key = ["metric", affiliateId, of.metric, periodKey(of.period, day)].join(":");
  return { key, affiliateId, metric: of.metric, ...periodDays(of.period, day) };
}

/** The highest step whose `from` the metric has reached; the lowest where it has reached none. */
export function stepAt<Step extends { readonly from: number }>(
  steps: readonly Step[],
  value: number,
): Step {
  const sorted = [...steps].sort((a, b) => a.from - b.from);
  const [first] = sorted;
  if (!first) throw new RangeError("Tiers need a step.");
  return sorted.findLast((step) => step.from <= value) ?? first;
}

export type MarginalPart = PercentStep & { readonly of: number; readonly amount: number };

/**
 * Splits `base`, which lifts revenue from `before` to `before + base`, at the steps. The part in a step
 * earns what the step has earned up to its end less what it had earned up to its start, each rounded
 * half to even: so the sum over a period is the same however its sales are cut.
 */
export function marginalParts(
  steps: readonly PercentStep[],
  before: number,
  base: number,
): MarginalPart[] {
  const sorted = [...steps].sort((a, b) => a.from - b.from);
  const start = Math.max(before, 0);
  const end = start + base;
  return sorted.flatMap((step, index) => {
    const low = index === 0 ? 0 : step.from;
    const high = sorted[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const [from, to] = [Math.max(start, low), Math.min(end, high)];
    if (to <= from) return [];
    const amount = percentOf(to - low, step.basisPoints) - percentOf(from - low, step.basisPoints);
    return [{ ...step, of: to - from, amount }];
  });
}

export type TierInput = {
  /** Base that the reward applies to; `null` where there is none. */
  readonly base: number | null;
  readonly currency: string;
  /** The metric in the period, without this conversion. */
  readonly before: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
};

export type Earned = { readonly amount: number; readonly steps: readonly ExplanationStep[] };

/** What a tiered reward pays for one conversion; `null` when it is a percentage and there is no base. */
export function tieredAmount(tiers: TieredAmount, input: TierInput): Earned | null {
  const { base, before, currency } = input;
  if (tiers.unit === "flat") return flatTier(tiers, tiers.steps, input);
  if (base === null) return null;
  if (tiers.mode === "marginal" && tiers.metric === "revenue") {
    return marginalTier(tiers, tiers.steps, { ...input, base });
  }
  const { from, basisPoints } = stepAt(tiers.steps, before);
  const amount = percentOf(base, basisPoints);
  return {
    amount,
    steps: [
      reached(tiers, from, input),
      { code: "amount.percent", basisPoints, of: base, amount, currency },
    ],
  };
}

/** A flat sum cannot be split: the step reached before the conversion decides. */
function flatTier(tiers: TieredAmount, steps: readonly FlatStep[], input: TierInput): Earned {
  const { from, amount } = stepAt(steps, input.before);
  const { currency } = input;
  return {
    amount,
    steps: [
      reached(tiers, from, input),
      { code: "amount.flat", each: amount, units: 1, amount, currency },
    ],
  };
}

function marginalTier(
  tiers: TieredAmount,
  steps: readonly PercentStep[],
  input: TierInput & { readonly base: number },
): Earned {
  const { before, base, currency } = input;
  const parts = marginalParts(steps, before, base);
  return {
    amount: parts.reduce((sum, part) => sum + part.amount, 0),
    steps: [
      reached(tiers, stepAt(steps, before).from, input),
      ...parts.map((part): ExplanationStep => ({ code: "tier.part", ...part, currency })),
    ],
  };
}

function reached(tiers: TieredAmount, from: number, input: TierInput): ExplanationStep {
  const { before, currency, day } = input;
  const period = periodKey(tiers.period, day);
  return { code: "tier.reached", metric: tiers.metric, value: before, from, currency, period };
}

/** A whole period under a retroactive reward. */
export type RetroactivePeriod = {
  readonly currency: string;
  readonly period: string;
  /** The metric at the period's end. */
  readonly value: number;
  /** Sum of the bases, net of refunds, that this reward was paid on. */
  readonly base: number;
  /** How many conversions it was paid on. */
  readonly conversions: number;
  /** What those earned, net of reversals, and catch-ups already booked. */
  readonly booked: number;
};

/**
 * The one bonus at the end of a period that lifts all of it to the step reached last (rows are never
 * rewritten); 0 when nothing is missing.
 */
export function retroactiveCatchUp(tiers: TieredAmount, of: RetroactivePeriod): Earned {
  const due =
    tiers.unit === "percent"
      ? percentOf(of.base, stepAt(tiers.steps, of.value).basisPoints)
      : stepAt(tiers.steps, of.value).amount * of.conversions;
  const amount = tiers.mode === "retroactive" ? Math.max(due - of.booked, 0) : 0;
  if (amount === 0) return { amount: 0, steps: [] };
  const { value, booked, currency, period } = of;
  const { metric } = tiers;
  return {
    amount,
    steps: [{ code: "tier.catch_up", metric, value, due, booked, amount, currency, period }],
  };
}

/** The steps of a milestone that an increase of the metric from `before` by `by` reaches. */
export function milestonesReached(
  milestone: MilestoneAmount,
  before: number,
  by: number,
): MilestoneAmount["steps"] {
  return milestone.steps.filter(({ at }) => before < at && at <= before + by);
}
