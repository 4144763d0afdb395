/** Which of the eligible touches is credited: the model among clicks, the coupon or the click (rules.md 2). */
import type { ProgramSettings } from "./program-settings.ts";
import {
  type CouponFacts,
  type CouponMention,
  type Judged,
  knownRedemption,
  type Touch,
  type VerifiedTouch,
} from "./touch.ts";

export type EligibleClick = Judged<VerifiedTouch> & { readonly affiliateId: string };
export type EligibleCoupon = Judged<CouponMention & { readonly coupon: CouponFacts }> & {
  readonly affiliateId: string;
};

export type TouchChoice =
  | {
      readonly via: "coupon";
      readonly coupon: EligibleCoupon;
      readonly click: EligibleClick | null;
    }
  | { readonly via: "click"; readonly click: EligibleClick };

export type TouchRules = Pick<ProgramSettings, "attributionModel" | "couponPriority">;

export function isEligibleClick(judged: Judged<Touch>): judged is EligibleClick {
  return judged.refusal === null && judged.subject.status === "verified";
}

export function isEligibleCoupon(judged: Judged<CouponMention>): judged is EligibleCoupon {
  return judged.refusal === null && judged.subject.coupon !== null && judged.affiliateId !== null;
}

const clickKey = ({ nonce, linkId, mode }: VerifiedTouch) => `${nonce}:${linkId}:${mode}`;

/** Order of clicks in time; the nonce decides between clicks of one millisecond, never their place. */
export function byClickTime(first: VerifiedTouch, second: VerifiedTouch): number {
  if (first.clickAt !== second.clickAt) return first.clickAt - second.clickAt;
  const [a, b] = [clickKey(first), clickKey(second)];
  return a < b ? -1 : Number(a > b);
}

/** The same click handed over twice (first and last touch may be one) is one touch. */
export function distinctTouches(touches: readonly Touch[]): Touch[] {
  const seen = new Map<string, Touch>();
  for (const touch of touches) {
    const key = touch.status === "refused" ? touch.reason : `${touch.clickAt}:${clickKey(touch)}`;
    if (!seen.has(key)) seen.set(key, touch);
  }
  return [...seen.values()];
}

/** A coupon named twice stands where it was named first, with its latest known redemption. */
export function distinctCoupons(mentions: readonly CouponMention[]): CouponMention[] {
  const seen = new Map<string, CouponMention>();
  for (const mention of mentions) {
    const key = mention.coupon?.couponId ?? "";
    const earlier = seen.get(key);
    const known = [earlier?.redeemedAt, mention.redeemedAt].filter((at) => at != null);
    const redeemedAt = known.length === 0 ? null : Math.max(...known);
    seen.set(key, { ...(earlier ?? mention), redeemedAt });
  }
  return [...seen.values()];
}

/** The first or the last of the eligible clicks. */
export function clickByModel(
  clicks: readonly EligibleClick[],
  model: TouchRules["attributionModel"],
): EligibleClick | null {
  const sorted = [...clicks].sort((a, b) => byClickTime(a.subject, b.subject));
  return sorted.at(model === "first" ? 0 : -1) ?? null;
}

/** The most recently redeemed of those whose redemption is known, else the first listed. */
export function couponByRedemption(
  coupons: readonly EligibleCoupon[],
  eventAt: number,
): EligibleCoupon | null {
  let chosen: EligibleCoupon | null = null;
  let latest = Number.NEGATIVE_INFINITY;
  for (const coupon of coupons) {
    const redeemedAt = knownRedemption(coupon.subject, eventAt);
    if (redeemedAt !== null && redeemedAt > latest) {
      chosen = coupon;
      latest = redeemedAt;
    }
  }
  return chosen ?? coupons[0] ?? null;
}

/** Chooses between the coupon and the click by `couponPriority`; `null` when nothing is eligible. */
export function chooseTouch(
  clicks: readonly EligibleClick[],
  coupons: readonly EligibleCoupon[],
  { attributionModel, couponPriority }: TouchRules,
  eventAt: number,
): TouchChoice | null {
  const clicksOf = (owner: string) => clicks.filter((click) => click.affiliateId === owner);
  const credited =
    couponPriority === "coupon_if_clicked"
      ? coupons.filter((coupon) => clicksOf(coupon.affiliateId).length > 0)
      : coupons;
  const coupon = couponPriority === "never" ? null : couponByRedemption(credited, eventAt);
  const click = clickByModel(clicks, attributionModel);
  if (click !== null && (coupon === null || couponPriority === "click")) {
    return { via: "click", click };
  }
  if (coupon === null) return null;
  const ownersClick = clickByModel(clicksOf(coupon.affiliateId), attributionModel);
  return { via: "coupon", coupon, click: ownersClick };
}
