/**
 * Rewards: what a program pays, and to whom (rules.md 5). These types are what
 * `reward_versions.definition` holds as JSON. Amounts are minor units of the program's currency;
 * percentages are basis points (2,000 = 20 %).
 */

/** The event that a reward answers to. A click pays once per visitor, link and day unless `repeats`. */
export type RewardTrigger =
  | { readonly type: "click"; readonly repeats?: boolean }
  | { readonly type: "lead" }
  | { readonly type: "sale" }
  | { readonly type: "event"; readonly eventName: string };

export type PercentRate = { readonly kind: "percent"; readonly basisPoints: number };

/**
 * A fixed sum, once for the conversion, or for every unit sold (`quantity` of the items it applies to;
 * a conversion without items counts as one).
 */
export type FlatRate = {
  readonly kind: "flat";
  readonly amount: number;
  readonly per?: "conversion" | "unit";
};

/** Calendar periods follow the program's time zone. */
export type CalendarUnit = "day" | "month" | "quarter" | "year";
export type CalendarPeriod = { readonly kind: "calendar"; readonly unit: CalendarUnit };
/** `days` ends with the day of the event, which counts as one of them. */
export type RollingPeriod = { readonly kind: "rolling"; readonly days: number };
export type LifetimePeriod = { readonly kind: "lifetime" };
export type Period = CalendarPeriod | RollingPeriod | LifetimePeriod;

/**
 * What an affiliate has achieved in the program in a period, over all rewards, by event day, credited
 * conversions only, net of the refunds known at booking.
 * - `sales`: sales with base > 0 that are not refunded whole
 * - `leads`: leads
 * - `customers`: customers whose first credited sale (base > 0) falls into the period
 * - `revenue`: sum of bases less refunded parts, in minor units of the program's currency
 */
export const TIER_METRICS = ["sales", "leads", "customers", "revenue"] as const;
export type TierMetric = (typeof TIER_METRICS)[number];

/** A step holds for what comes after the metric has reached `from`; the first step starts at 0. */
export type PercentStep = { readonly from: number; readonly basisPoints: number };
export type FlatStep = { readonly from: number; readonly amount: number };

/**
 * `marginal`: what lies above a step earns that step's rate; a sale that crosses a revenue step is
 * split. `retroactive`: each conversion earns the rate reached before it, and at the period's end one
 * bonus lifts the whole period to the rate reached last; so it needs a period that ends.
 */
export type TierMode =
  | { readonly mode: "marginal"; readonly period: Period }
  | { readonly mode: "retroactive"; readonly period: CalendarPeriod };

export type TieredAmount = { readonly kind: "tiered"; readonly metric: TierMetric } & TierMode &
  (
    | { readonly unit: "percent"; readonly steps: readonly PercentStep[] }
    | { readonly unit: "flat"; readonly steps: readonly FlatStep[] }
  );

export type RewardAmount = PercentRate | FlatRate | TieredAmount;

/**
 * Pays the sums of the steps that this conversion makes the metric reach ("€100 for the 10th sale").
 * Each step pays an affiliate once per period, also when refunds make it be reached again.
 */
export type MilestoneAmount = {
  readonly kind: "milestone";
  readonly metric: TierMetric;
  readonly period: CalendarPeriod | LifetimePeriod;
  readonly steps: readonly { readonly at: number; readonly amount: number }[];
};

/**
 * How long one customer earns. `months` are calendar months from the customer's first credited sale;
 * `payments` counts credited conversions of the same type.
 */
export type RewardDuration =
  | { readonly kind: "one_time" }
  | { readonly kind: "months"; readonly months: number }
  | { readonly kind: "payments"; readonly payments: number }
  | { readonly kind: "lifetime" };

/**
 * All conditions of a reward must hold. `product` and `category` are asked of each item and make the
 * reward apply to those items only; the others are asked of the event. A click knows `country`,
 * `device` and `link` only.
 */
export type RewardCondition =
  | {
      readonly kind: "country";
      readonly is: "in" | "not_in";
      readonly countries: readonly string[];
    }
  | { readonly kind: "device"; readonly is: "in" | "not_in"; readonly devices: readonly string[] }
  | { readonly kind: "link"; readonly is: "in" | "not_in"; readonly linkIds: readonly string[] }
  | { readonly kind: "product"; readonly is: "in" | "not_in"; readonly products: readonly string[] }
  | {
      readonly kind: "category";
      readonly is: "in" | "not_in";
      readonly categories: readonly string[];
    }
  /** `new`: the customer's first credited sale; `renewal`: every later one. */
  | { readonly kind: "customer"; readonly is: "new" | "renewal" }
  /** The how-manieth credited conversion of its type the customer makes, 1 for the first; inclusive. */
  | { readonly kind: "payment"; readonly from: number; readonly to: number | null }
  /** Base of the whole conversion, both limits inclusive, `null` for none. */
  | { readonly kind: "amount"; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "metadata"; readonly key: string; readonly equals: string };

export type ConditionKind = RewardCondition["kind"];

/** What a click knows, so all that a click's reward may ask. */
export const CLICK_CONDITIONS: readonly ConditionKind[] = ["country", "device", "link"];

/**
 * A limit per period. What is counted: `affiliate`: what this reward pays one affiliate; `customer`:
 * what it pays for one customer; `reward`: all that it pays; `program`: all that the rewards naming a
 * program cap of the same measure and period pay together. `count` counts commissions.
 */
export const CAP_SCOPES = ["affiliate", "customer", "reward", "program"] as const;
export type CapScope = (typeof CAP_SCOPES)[number];
export type RewardCap = {
  readonly scope: CapScope;
  readonly measure: "count" | "amount";
  readonly period: CalendarPeriod | LifetimePeriod;
  readonly limit: number;
};

type Common = {
  readonly conditions: readonly RewardCondition[];
  readonly caps: readonly RewardCap[];
};

/** The one reward that an item earns. */
export type BaseReward = Common & {
  readonly kind: "base";
  readonly trigger: RewardTrigger;
  readonly amount: RewardAmount;
  readonly duration: RewardDuration;
  /** A flat amount on a sale shrinks with refunds [true]. Percentages of a sale always do, leads never. */
  readonly followsRefunds: boolean;
  /** Leads only: stays pending until the customer's first paid sale (rules.md 7). */
  readonly requiresSale: boolean;
};

/** Paid on top of the base reward; never touched by refunds. */
export type BonusReward = Common & {
  readonly kind: "bonus";
  readonly trigger: RewardTrigger;
  readonly amount: PercentRate | FlatRate | MilestoneAmount;
  readonly duration: RewardDuration;
};

/** Paid to whoever recruited the affiliate, on sales, on top; `months` from recruitment, `null` for ever. */
export type SecondLevelReward = Common & {
  readonly kind: "second_level";
  readonly trigger: { readonly type: "sale" };
  readonly basisPoints: number;
  readonly of: "commission" | "base";
  readonly months: number | null;
};

export type RewardDefinition = BaseReward | BonusReward | SecondLevelReward;
export type RewardKind = RewardDefinition["kind"];

export const REWARD_SCOPES = ["affiliate", "group", "program"] as const;
export type RewardScope = (typeof REWARD_SCOPES)[number];

/** Whether an edit is for customers bound later [new], or for renewals of earlier ones too. */
export type EditReach = "new" | "renewals_too";

/** One immutable version of a reward. All versions of a reward share its `kind` and `trigger`. */
export type RewardVersion = {
  readonly id: string;
  readonly rewardId: string;
  /** 1, 2, 3, ... within the reward. */
  readonly version: number;
  /** UTC ms, inclusive. */
  readonly validFrom: number;
  readonly appliesTo: EditReach;
  /** UTC ms of the first event of a bound customer that it reaches; `null` stands for `validFrom`. */
  readonly renewalsFrom: number | null;
  /** UTC ms at which its reward was archived: customers bound before keep it. `null` while it lives. */
  readonly archivedAt: number | null;
  readonly scope: RewardScope;
  /** Id of the affiliate, the group or the program. */
  readonly scopeId: string;
  /** Order among the rewards of a scope, lowest first. */
  readonly position: number;
  readonly definition: RewardDefinition;
};
