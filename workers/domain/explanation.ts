/**
 * Why a commission is what it is, step by step, as facts that are stored with it (checklist T10).
 * Amounts are minor units of the step's `currency`. `explainInWords` makes sentences of them.
 */
import type {
  CapScope,
  ConditionKind,
  RewardDuration,
  RewardKind,
  RewardScope,
  TierMetric,
} from "./reward.ts";

export type BaseStep =
  | { readonly code: "base.as_reported"; readonly base: number; readonly currency: string }
  | {
      readonly code: "base.computed";
      readonly gross: number;
      readonly tax: number;
      readonly shipping: number;
      readonly taxInBase: boolean;
      readonly shippingInBase: boolean;
      readonly base: number;
      readonly currency: string;
    }
  | {
      readonly code: "base.raised_to_zero";
      readonly computed: number;
      readonly currency: string;
    }
  | {
      readonly code: "base.items_scaled";
      readonly itemsSum: number;
      readonly base: number;
      readonly currency: string;
    }
  | {
      readonly code: "base.converted";
      readonly amount: number;
      readonly currency: string;
      readonly converted: number;
      readonly into: string;
      readonly rate: string;
      readonly source: string;
      readonly day: string;
    };

export type ChoiceStep =
  | {
      readonly code: "reward.chosen";
      readonly kind: RewardKind;
      readonly rewardId: string;
      readonly version: number;
      readonly scope: RewardScope;
      readonly position: number;
      /** Items it applies to, by key; empty for the whole conversion. */
      readonly items: readonly string[];
    }
  | { readonly code: "reward.highest" }
  | { readonly code: "reward.pinned"; readonly version: number; readonly boundAt: number }
  | {
      readonly code: "duration.months";
      readonly months: number;
      readonly firstDay: string;
      /** First day that no longer earns. */
      readonly endDay: string;
      readonly day: string;
    }
  | {
      readonly code: "duration.payments";
      readonly payments: number;
      /** 1 for the first. */
      readonly payment: number;
    };

export type AmountStep =
  | {
      readonly code: "amount.percent";
      readonly basisPoints: number;
      readonly of: number;
      readonly amount: number;
      readonly currency: string;
    }
  | {
      readonly code: "amount.flat";
      readonly each: number;
      /** 1 unless it is paid for every unit. */
      readonly units: number;
      readonly amount: number;
      readonly currency: string;
    }
  | {
      readonly code: "tier.reached";
      readonly metric: TierMetric;
      readonly value: number;
      readonly from: number;
      readonly currency: string;
      /** Key of the period: `2026-11`, `2026-Q4`, `2026`, `last 30 days`, `lifetime`. */
      readonly period: string;
    }
  | {
      readonly code: "tier.part";
      readonly basisPoints: number;
      readonly of: number;
      readonly from: number;
      readonly amount: number;
      readonly currency: string;
    }
  | {
      readonly code: "milestone.reached";
      readonly metric: TierMetric;
      readonly at: number;
      readonly amount: number;
      readonly currency: string;
      readonly period: string;
    }
  | {
      readonly code: "tier.catch_up";
      readonly metric: TierMetric;
      readonly value: number;
      readonly due: number;
      readonly booked: number;
      readonly amount: number;
      readonly currency: string;
      readonly period: string;
    }
  | {
      readonly code: "cap.cut";
      readonly scope: CapScope;
      readonly measure: "count" | "amount";
      readonly period: string;
      readonly limit: number;
      readonly used: number;
      readonly before: number;
      readonly after: number;
      readonly currency: string;
    }
  | {
      readonly code: "amount.item_share";
      readonly item: string;
      readonly of: number;
      readonly amount: number;
      readonly currency: string;
    }
  | {
      readonly code: "second_level.amount";
      readonly basisPoints: number;
      readonly of: "commission" | "base";
      readonly from: number;
      readonly amount: number;
      readonly currency: string;
    };

/** Why nothing was earned, by a reward or at all. */
export type NothingStep =
  | { readonly code: "nothing.base_zero" }
  | { readonly code: "nothing.no_rate" }
  | { readonly code: "nothing.no_reward"; readonly type: string; readonly items: readonly string[] }
  | {
      readonly code: "nothing.condition_not_met";
      readonly rewardId: string;
      readonly condition: ConditionKind;
    }
  | {
      readonly code: "nothing.no_base";
      readonly rewardId: string;
    }
  | {
      readonly code: "nothing.duration_over";
      readonly rewardId: string;
      readonly duration: RewardDuration["kind"];
      readonly firstDay: string | null;
      readonly endDay: string | null;
      readonly day: string;
      readonly earlier: number;
    }
  | { readonly code: "nothing.cap_reached"; readonly rewardId: string; readonly scope: CapScope }
  | { readonly code: "nothing.rounds_to_zero"; readonly rewardId: string }
  | {
      readonly code: "nothing.second_level";
      readonly rewardId: string;
      readonly because: SecondLevelRefusal;
    };

export type SecondLevelRefusal =
  | "recruiter_not_active"
  | "oneself"
  | "same_payee"
  | "cycle"
  | "months_over";

export type ExplanationStep = BaseStep | ChoiceStep | AmountStep | NothingStep;
