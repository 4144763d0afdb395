/** Decides whether a coupon may be made, and what it is. Nothing is read or written here. */
import { problem } from "../../../contract/problem.ts";
import type { CouponRow } from "../../../db/queries/coupons.ts";
import type { AffiliateRow, ProgramRow } from "../../../db/queries/links.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import type { Mode } from "../../../domain/mode.ts";
import type { ServiceContext } from "../context.ts";

const notJoined = problem("affiliate.not_joined");
const programEnded = problem("program.ended");
const codeTaken = problem("coupon.code_taken");

export type CouponScope = { readonly program: ProgramRow; readonly mode: Mode };

/** A code for an affiliate, or for nobody: then it is the merchant's shared one. */
export type CouponWish = { readonly code: string; readonly affiliate: AffiliateRow | null };

/**
 * The row of a new coupon, active from now on.
 * @param inUse folded codes that may not be used again
 * @throws ProblemError `affiliate.not_joined`, `program.ended`, `coupon.code_taken`
 */
export function newCoupon(
  ctx: ServiceContext,
  { program, mode }: CouponScope,
  { code, affiliate }: CouponWish,
  inUse: ReadonlySet<string>,
): CouponRow {
  if (affiliate !== null && affiliate.state !== "active") throw notJoined();
  if (program.state === "ended") throw programEnded();
  const codeFolded = foldCouponCode(code);
  if (inUse.has(codeFolded)) throw codeTaken();
  const now = ctx.clock();
  return {
    id: ctx.newId("coup"),
    programId: program.id,
    affiliateId: affiliate?.id ?? null,
    mode,
    code,
    codeFolded,
    activeFrom: now,
    activeUntil: null,
    createdAt: now,
  };
}
