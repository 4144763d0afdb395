import { problem } from "../../../contract/problem.ts";
import { findCoupon } from "../../../db/queries/coupons.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const couponNotFound = problem("coupon.not_found");

/**
 * A coupon that the actor may do this to, with its organization. One that is nobody's is no affiliate's.
 * @throws ProblemError `coupon.not_found`; PermissionDenied
 */
export async function findAllowed(
  ctx: ServiceContext,
  action: "coupon.read" | "coupon.write",
  id: string,
) {
  const found = await findCoupon(ctx.db, id);
  if (found === null) throw couponNotFound();
  const { organizationId, coupon } = found;
  const { programId, mode, affiliateId } = coupon;
  const owner = affiliateId === null ? {} : { affiliateId };
  assertAllowed(ctx.actor, action, { noun: "coupon", organizationId, programId, mode, ...owner });
  return found;
}
