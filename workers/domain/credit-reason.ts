/** Why a candidate got no credit, was passed over, or is held: stable codes, stored in traces. */
import type { EligibilityReason } from "./eligibility.ts";
import type { TokenRefusal } from "./touch.ts";

export type CreditReason =
  | EligibilityReason
  | `token_${TokenRefusal}`
  | ClickRefusal
  | CouponRefusal
  | PassedOver
  | `binding_${"lapsed" | "later" | "own" | "other_mode" | "other_program"}`
  | "decided_for_nobody"
  | "other_program_won";

export type ClickRefusal =
  | "other_program"
  | "other_mode"
  | "bot"
  | "preview"
  | "over_cap"
  | "click_after_event"
  | "outside_window"
  | "link_ended";

export type CouponRefusal =
  | "unknown_coupon"
  | "shared_coupon"
  | "coupon_not_yet_active"
  | "coupon_expired"
  | "coupons_not_credited"
  | "coupon_owner_without_click";

/** Eligible, but something before it in the order decided. */
export type PassedOver =
  | "decided_by_hand"
  | "customer_is_bound"
  | "newer_touch_moves_binding"
  | "another_coupon"
  | "coupon_before_click"
  | "click_before_coupon"
  | "first_touch_decides"
  | "last_touch_decides";
