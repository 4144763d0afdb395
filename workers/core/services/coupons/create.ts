import type { CouponAnswer, NewCoupon } from "../../../contract/coupons.ts";
import { problem } from "../../../contract/problem.ts";
import { findCodesInUse } from "../../../db/queries/coupons.ts";
import { findMembership } from "../../../db/queries/links.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { couponAnswer } from "./answer.ts";
import { commitCoupons } from "./commit-new.ts";
import { newCoupon } from "./new-coupon.ts";
import { couponScope } from "./scope.ts";

const affiliateNotFound = problem("affiliate.not_found");

/**
 * Gives an affiliate a coupon code, or makes one that is the merchant's own.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `affiliate.not_joined`,
 *   `program.ended`, `coupon.code_taken`
 */
export async function createCoupon(ctx: ServiceContext, input: NewCoupon): Promise<CouponAnswer> {
  const scope = await couponScope(ctx, "coupon.write", input);
  const { program, mode } = scope;
  const affiliate =
    input.affiliate_id === null
      ? null
      : ((await findMembership(ctx.db, input.affiliate_id))?.affiliate ?? undefined);
  if (affiliate === undefined) throw affiliateNotFound();
  if (affiliate !== null && affiliate.programId !== program.id) throw affiliateNotFound();
  const wish = { code: input.code, affiliate };
  return retryLostRace(async () => {
    const asked = { programId: program.id, mode };
    const folded = [foldCouponCode(input.code)];
    const inUse = await findCodesInUse(ctx.db, asked, folded, ctx.clock());
    const coupon = newCoupon(ctx, scope, wish, inUse);
    const answer = couponAnswer(coupon);
    await commitCoupons(ctx, program, [coupon], 201, answer);
    return answer;
  });
}
