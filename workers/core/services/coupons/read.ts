import type {
  CouponAnswer,
  CouponsQuery,
  CouponValidity,
  ValidateCouponQuery,
} from "../../../contract/coupons.ts";
import { type Page, readCursor, toPage } from "../../../contract/page.ts";
import { findCouponByCode, selectCouponPage } from "../../../db/queries/coupons.ts";
import { couponActivityAt, foldCouponCode } from "../../../domain/coupon.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";
import { couponAnswer } from "./answer.ts";
import { findAllowed } from "./find-allowed.ts";
import { couponScope } from "./scope.ts";

/**
 * Coupons of a program or an affiliate, the newest first.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `request.invalid_cursor`
 */
export async function listCoupons(
  ctx: ServiceContext,
  query: CouponsQuery,
): Promise<Page<CouponAnswer>> {
  assertAllowed(ctx.actor, "coupon.read");
  const { affiliateId, programId, mode } = await findScope(ctx, "coupon.read", query);
  const rows = await selectCouponPage(ctx.db, {
    owner: affiliateId === null ? { programId } : { affiliateId },
    mode,
    state: query.state,
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  return toPage(rows, query.limit, ({ createdAt, id }) => ({ value: createdAt, id }), couponAnswer);
}

/** @throws ProblemError `coupon.not_found` */
export async function readCoupon(ctx: ServiceContext, id: string): Promise<CouponAnswer> {
  assertAllowed(ctx.actor, "coupon.read");
  const { coupon } = await findAllowed(ctx, "coupon.read", id);
  return couponAnswer(coupon);
}

/**
 * Whether a code credits anybody at present, and whom.
 * @throws ProblemError `program.not_found`
 */
export async function validateCoupon(
  ctx: ServiceContext,
  query: ValidateCouponQuery,
): Promise<CouponValidity> {
  const { program, mode } = await couponScope(ctx, "coupon.validate", query);
  const scope = { programId: program.id, mode };
  const coupon = await findCouponByCode(ctx.db, scope, foldCouponCode(query.code));
  if (coupon === null) return { valid: false, reason: "unknown", coupon: null };
  const active = couponActivityAt(coupon, ctx.clock()) === "active";
  return { valid: active, reason: active ? null : "ended", coupon: couponAnswer(coupon) };
}
