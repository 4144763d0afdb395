/** Coupon codes: how they compare, and when they are active (rules.md 2). */

/**
 * The form in which codes are compared: compatibility forms unified (NFKC), case folded. Going to upper
 * case and back unifies `ß` with `SS`; lower case before it, the capital `ẞ` with both (Unicode's full
 * case folding, UAX 21).
 */
export function foldCouponCode(code: string): string {
  return code.normalize("NFKC").trim().toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

export type CouponActivity = {
  /** UTC ms, inclusive. */
  readonly activeFrom: number;
  /** UTC ms, exclusive; `null` while it is not ended. */
  readonly activeUntil: number | null;
};

/** Whether the coupon is active at `at`; else which side of its time that is. */
export function couponActivityAt(
  coupon: CouponActivity,
  at: number,
): "active" | "not_yet_active" | "expired" {
  if (at < coupon.activeFrom) return "not_yet_active";
  return coupon.activeUntil !== null && at >= coupon.activeUntil ? "expired" : "active";
}

/** Whether two coupons are ever active together: then they may not share a code. */
export function activeTogether(one: CouponActivity, other: CouponActivity): boolean {
  const ends = (coupon: CouponActivity) => coupon.activeUntil ?? Number.POSITIVE_INFINITY;
  return one.activeFrom < ends(other) && other.activeFrom < ends(one);
}
