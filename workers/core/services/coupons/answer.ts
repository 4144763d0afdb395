import type { CouponAnswer } from "../../../contract/coupons.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { CouponRow } from "../../../db/queries/coupons.ts";

/** A coupon as the API shows it. */
export const couponAnswer = (row: CouponRow): CouponAnswer => ({
  id: row.id,
  program_id: row.programId,
  affiliate_id: row.affiliateId,
  mode: row.mode,
  code: row.code,
  state: row.activeUntil === null ? "active" : "ended",
  active_from: isoTime(row.activeFrom),
  active_until: isoTimeOrNull(row.activeUntil),
  created_at: isoTime(row.createdAt),
});
