/** What the decision about credit is made from (rules.md 2). */
import type { LiveBinding } from "./binding.ts";
import type { AffiliateStanding } from "./eligibility.ts";
import type { ConversionType } from "./report.ts";
import type { CouponMention, Touch, TouchContext } from "./touch.ts";

/** What a person decided about one conversion. */
export type ManualDecision = {
  readonly decisionId: string;
  /** UTC ms. */
  readonly decidedAt: number;
  /** `null`: nobody is to be credited. */
  readonly affiliate: AffiliateStanding | null;
  readonly moveBinding: boolean;
};

export type AttributionInput = TouchContext & {
  readonly conversionId: string;
  readonly type: ConversionType;
  /** False while a bare-browser sale waits for confirmation: then it ties no customer. */
  readonly confirmed: boolean;
  readonly manual: ManualDecision | null;
  readonly binding: LiveBinding | null;
  /** Any order. */
  readonly touches: readonly Touch[];
  /** In the order in which the report lists them. */
  readonly coupons: readonly CouponMention[];
};

export type Via = "manual" | "binding" | "coupon" | "click";
