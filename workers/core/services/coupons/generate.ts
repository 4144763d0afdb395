import {
  couponCode,
  type GenerateCoupons,
  type GeneratedCoupons,
} from "../../../contract/coupons.ts";
import { problem } from "../../../contract/problem.ts";
import { findCodesInUse } from "../../../db/queries/coupons.ts";
import { findAffiliatesOf } from "../../../db/queries/link-lists.ts";
import type { AffiliateRow } from "../../../db/queries/links.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import { fillPattern, isEnough, type RandomBelow } from "../../../domain/coupon-pattern.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { couponAnswer } from "./answer.ts";
import { commitCoupons } from "./commit-new.ts";
import { type CouponScope, type CouponWish, newCoupon } from "./new-coupon.ts";
import { couponScope } from "./scope.ts";

const affiliateNotFound = problem("affiliate.not_found");
const patternTooShort = problem("coupon.pattern_too_short");
const invalid = problem("request.invalid");

/** Each round makes up anew what was in use; a pattern with codes to spare needs one or two. */
const ROUNDS_MAX = 8;
/** The fewer codes are wanting, the more are tried for each: nearly all of a pattern may be in use. */
const DRAFTS_A_ROUND = 1_000;
const DRAFTS_EACH_MAX = 50;

/** Rejects what would make some numbers likelier than others. */
const randomBelow: RandomBelow = (below) => {
  const fair = 2 ** 32 - (2 ** 32 % below);
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (value < fair) return value % below;
  }
};

function makeUp(pattern: string, affiliate: AffiliateRow): string {
  const code = couponCode.safeParse(fillPattern(pattern, affiliate.code, randomBelow));
  if (code.success) return code.data;
  const message = code.error.issues[0]?.message ?? "";
  throw invalid({ errors: [{ path: "pattern", code: "invalid_code", message }] });
}

type Draft = CouponWish & { readonly folded: string };

function draftsFor(pattern: string, affiliate: AffiliateRow, count: number): readonly Draft[] {
  return Array.from({ length: count }, () => {
    const code = makeUp(pattern, affiliate);
    return { affiliate, code, folded: foldCouponCode(code) };
  });
}

/** A code for each of `owners` that nobody uses, and that is not among the others. */
async function freeCodes(
  ctx: ServiceContext,
  { program, mode }: CouponScope,
  pattern: string,
  owners: readonly AffiliateRow[],
): Promise<readonly CouponWish[]> {
  const asked = { programId: program.id, mode };
  const found = new Map<string, CouponWish>();
  let wanting = owners;
  for (let round = 0; round < ROUNDS_MAX && wanting.length > 0; round++) {
    const each = Math.min(Math.ceil(DRAFTS_A_ROUND / wanting.length), DRAFTS_EACH_MAX);
    const drafts = wanting.map((affiliate) => draftsFor(pattern, affiliate, each));
    const folded = drafts.flat().map((draft) => draft.folded);
    const inUse = await findCodesInUse(ctx.db, asked, folded, ctx.clock());
    wanting = wanting.filter((_, index) => {
      const free = drafts[index]?.find(
        (draft) => !inUse.has(draft.folded) && !found.has(draft.folded),
      );
      if (free !== undefined) found.set(free.folded, free);
      return free === undefined;
    });
  }
  if (wanting.length > 0) throw patternTooShort({ detail: "Too many of its codes are in use." });
  return [...found.values()];
}

/** Every affiliate as often as he gets a code. */
async function ownersOf(ctx: ServiceContext, input: GenerateCoupons): Promise<AffiliateRow[]> {
  const { byId } = await findAffiliatesOf(ctx.db, input.program_id, input.affiliate_ids);
  const known = new Map(byId.map((affiliate) => [affiliate.id, affiliate]));
  return input.affiliate_ids.flatMap((id) => {
    const affiliate = known.get(id);
    if (affiliate === undefined) throw affiliateNotFound({ detail: `${id} is not there.` });
    return Array.from({ length: input.per_affiliate }, () => affiliate);
  });
}

/**
 * Makes up codes by a pattern, so many for each affiliate; all or none.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `affiliate.not_joined`,
 *   `program.ended`, `coupon.pattern_too_short`
 */
export async function generateCoupons(
  ctx: ServiceContext,
  input: GenerateCoupons,
): Promise<GeneratedCoupons> {
  const scope = await couponScope(ctx, "coupon.write", input);
  const { pattern, affiliate_ids, per_affiliate } = input;
  const owners = await ownersOf(ctx, input);
  if (!isEnough(pattern, affiliate_ids.length, per_affiliate)) {
    throw patternTooShort({ detail: "It needs four times as many codes as are asked for." });
  }
  return retryLostRace(async () => {
    const wishes = await freeCodes(ctx, scope, pattern, owners);
    const made = wishes.map((wish) => newCoupon(ctx, scope, wish, new Set()));
    const answer = { coupons: made.map(couponAnswer) };
    await commitCoupons(ctx, scope.program, made, 201, answer);
    return answer;
  });
}
