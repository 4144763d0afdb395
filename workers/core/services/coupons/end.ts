import type { CouponAnswer } from "../../../contract/coupons.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { endActiveCoupon } from "../../../db/queries/coupons.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { couponAnswer } from "./answer.ts";
import { findAllowed } from "./find-allowed.ts";

const couponEnded = problem("coupon.ended");

/**
 * Ends a coupon from now on: sales of before are still credited by it, and its code may be given anew.
 * A coupon never changes owner (rules.md 2).
 * @throws ProblemError `coupon.not_found`, `coupon.ended`
 */
export function endCoupon(ctx: ServiceContext, couponId: string): Promise<CouponAnswer> {
  assertAllowed(ctx.actor, "coupon.write");
  return retryLostRace(async () => {
    const { coupon, organizationId } = await findAllowed(ctx, "coupon.write", couponId);
    if (coupon.activeUntil !== null) throw couponEnded();
    const activeUntil = Math.max(ctx.clock(), coupon.activeFrom);
    const answer = couponAnswer({ ...coupon, activeUntil });
    const batch = new WriteBatch(ctx.db);
    batch.guarded(endActiveCoupon(ctx.db, coupon.id, activeUntil));
    batch.insert(auditEvents, [
      auditRow(ctx, {
        organizationId,
        programId: coupon.programId,
        action: "coupon.write",
        subjectId: coupon.id,
        before: { activeUntil: null },
        after: { activeUntil },
      }),
    ]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
}
