/** What goes into the decision on a conversion's commissions, and what comes out (rules.md 5). */
import type { ExplanationStep } from "./explanation.ts";
import type { ProgramSettings } from "./program-settings.ts";
import type { ConversionType } from "./report.ts";
import type { RewardKind, RewardVersion, TierMetric } from "./reward.ts";

/** Part of a conversion's base, in minor units of the program's currency. Items sum to the base. */
export type CommissionItem = {
  /** Unique within the conversion and never `whole`; made by `computeBase`. */
  readonly key: string;
  readonly product: string | null;
  readonly category: string | null;
  readonly quantity: number;
  readonly amount: number;
};

export type ConversionFacts = {
  readonly type: ConversionType;
  /** Name of a custom event; empty for leads and sales. */
  readonly eventName: string;
  /** UTC ms. */
  readonly eventAt: number;
  /** Start of the invoiced period, UTC ms; `null` when the event time decides. */
  readonly periodStart: number | null;
  /** From the click token, ISO 3166 alpha-2; `null` when unknown. */
  readonly country: string | null;
  readonly linkId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * Minor units of the program's currency; `null` for a lead or event without an amount; `no_rate`
   * when the sale's currency could not be converted yet.
   */
  readonly base: number | null | "no_rate";
  readonly items: readonly CommissionItem[];
  /** How the base came about (`computeBase`, `convertBase`); opens every explanation. */
  readonly notes: readonly ExplanationStep[];
};

/** Settings as in `ProgramSettings`, in force at event time. */
export type ProgramTerms = Pick<ProgramSettings, "rewardSwitch" | "flatFollowsRefund"> & {
  readonly id: string;
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
};

/** The affiliate's recruiter, as recruitment was fixed at application. */
export type Recruiter = {
  readonly affiliateId: string;
  readonly groupId: string | null;
  readonly payeeId: string | null;
  /** UTC ms. */
  readonly recruitedAt: number;
  /** See `rewardsFrozenFrom`. */
  readonly rewardsFrozenFrom: number | null;
  /** State as of event time. */
  readonly activeAtEvent: boolean;
  /** Who recruited the recruiter and so on upwards, nearest first: an affiliate in it is a cycle. */
  readonly recruitedBy: readonly string[];
};

/** What the customer did before this conversion, credited conversions only. */
export type CustomerHistory = {
  readonly customerId: string;
  /**
   * `YYYY-MM-DD`: day of the first credited sale with base > 0 (of the start of its invoiced period,
   * where it has one); `null` before it.
   */
  readonly firstSaleDay: string | null;
  /** Earlier credited conversions of this type and event name; of sales those with base > 0. */
  readonly earlier: number;
};

export type CommissionInput = {
  readonly program: ProgramTerms;
  readonly conversion: ConversionFacts;
  /** `groupId` as it applies to this customer: see `groupInForce`. */
  readonly affiliate: {
    readonly id: string;
    readonly groupId: string | null;
    readonly payeeId: string | null;
    /** UTC ms from which edits of rewards do not reach him yet: see `rewardsFrozenFrom`. */
    readonly rewardsFrozenFrom: number | null;
  };
  readonly recruiter: Recruiter | null;
  /** The binding that existed before this conversion. `rewardVersionId`: the version that it names. */
  readonly binding: { readonly boundAt: number; readonly rewardVersionId: string | null } | null;
  /** `null` for a conversion without a known customer. */
  readonly customer: CustomerHistory | null;
  /** All versions of the program's rewards that could concern affiliate, groups, recruiter, program. */
  readonly versions: readonly RewardVersion[];
  /** Values of `neededReads(...).metrics`, by key, without this conversion. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Values of `neededReads(...).counters`, by key; a counter without a row is 0. */
  readonly counters: Readonly<Record<string, number>>;
};

/** The same without the values that `neededReads` asks for. */
export type CommissionQuestion = Omit<CommissionInput, "metrics" | "counters">;

/**
 * A value to load: `metric` (see `TIER_METRICS`) of `affiliateId` in the program and mode of the
 * conversion, over conversions credited so far whose event day lies in `fromDay..toDay` (both
 * inclusive, `null` for no limit), the conversion being decided left out.
 */
export type MetricRead = {
  readonly key: string;
  readonly affiliateId: string;
  readonly metric: TierMetric;
  readonly fromDay: string | null;
  readonly toDay: string | null;
};

export type NeededReads = {
  readonly metrics: readonly MetricRead[];
  /** Keys of cap counters; the service adds program and mode to the row's key. */
  readonly counters: readonly string[];
};

export type Commission = {
  /** `whole`, or the key of the item it is for. */
  readonly itemKey: string;
  readonly rewardId: string;
  readonly rewardVersionId: string;
  /** The beneficiary. */
  readonly affiliateId: string;
  readonly level: 1 | 2;
  readonly kind: RewardKind;
  /** Of level 2: the first-level commission it goes with; reversed and held with it. */
  readonly parent: { readonly rewardId: string; readonly itemKey: string } | null;
  /** Base that it was computed on, minor units; 0 where there is none (a lead without an amount). */
  readonly base: number;
  /** Minor units, always > 0. */
  readonly amount: number;
  readonly currency: string;
  readonly followsRefunds: boolean;
  readonly requiresSale: boolean;
  readonly explanation: readonly ExplanationStep[];
};

/** Guarded update: add `add` to the counter if it still holds `read`. */
export type CounterChange = { readonly key: string; readonly read: number; readonly add: number };

export type CommissionDecision = {
  readonly commissions: readonly Commission[];
  readonly counters: readonly CounterChange[];
  /** Why something that could have earned did not; empty when all went its way. */
  readonly reasons: readonly ExplanationStep[];
};

/** Unique within a conversion (rules.md 5, last line). */
export function commissionKey(commission: Commission): string {
  const { itemKey, rewardId, affiliateId, level } = commission;
  return [itemKey, rewardId, affiliateId, level].join("|");
}
