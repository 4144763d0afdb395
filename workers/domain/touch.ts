/** Touches: the clicks whose tokens a report carries, and the coupons that it names (rules.md 2). */
import { type CouponActivity, couponActivityAt } from "./coupon.ts";
import type { CreditReason } from "./credit-reason.ts";
import { DAY_MS } from "./day.ts";
import { type AffiliateStanding, eligibility, type ProgramStanding } from "./eligibility.ts";
import type { Facts } from "./facts.ts";
import type { Mode } from "./mode.ts";
import type { ProgramSettings } from "./program-settings.ts";

/** A click token that was checked, joined with the facts of its link. */
export type VerifiedTouch = {
  readonly status: "verified";
  readonly mode: Mode;
  /** UTC ms, from the token. */
  readonly clickAt: number;
  /** From the token: with `clickAt` it names the click. */
  readonly nonce: string;
  readonly country: string | null;
  readonly flags: { readonly bot: boolean; readonly preview: boolean; readonly prefetch: boolean };
  readonly linkId: string;
  readonly linkProgramId: string;
  /** UTC ms; `null` while the link is not ended. */
  readonly linkEndedAt: number | null;
  /** The click came when the link's cap was reached. */
  readonly overCap: boolean;
  readonly affiliate: AffiliateStanding;
};

export type TokenRefusal = "malformed" | "forged" | "unknown_key" | "unknown_link";
export type Touch = VerifiedTouch | { readonly status: "refused"; readonly reason: TokenRefusal };

export type CouponFacts = CouponActivity & {
  readonly couponId: string;
  readonly programId: string;
  readonly mode: Mode;
  /** `null`: a campaign's shared code, which belongs to nobody. */
  readonly affiliate: AffiliateStanding | null;
};

/**
 * A code that the report names, joined with the coupon of that code that is active at event time; where
 * none is, with the latest of that code, so that the trace can say why.
 */
export type CouponMention = {
  /** UTC ms at which the customer redeemed it, where known. */
  readonly redeemedAt: number | null;
  /** `null`: no coupon has that code. */
  readonly coupon: CouponFacts | null;
};

export type TouchContext = {
  readonly eventAt: number;
  readonly mode: Mode;
  readonly program: ProgramStanding;
  readonly settings: ProgramSettings;
};

/** What a touch came to by itself, before it is compared with others. */
export type Judged<Subject> = {
  readonly subject: Subject;
  readonly affiliateId: string | null;
  /** Why it can get no credit; `null` when it is eligible. */
  readonly refusal: CreditReason | null;
  /** Why the commission would be held; `null` when it would not. */
  readonly held: CreditReason | null;
  readonly facts: Facts;
};

/** Tests one click at the binding event: window, program, mode, flags, cap, and states. */
export function judgeTouch(touch: Touch, context: TouchContext): Judged<Touch> {
  if (touch.status === "refused") {
    return judged(touch, null, { refusal: `token_${touch.reason}` }, {});
  }
  const windowEndsAt = touch.clickAt + context.settings.clickWindowDays * DAY_MS;
  const facts: Facts = {
    linkId: touch.linkId,
    clickAt: touch.clickAt,
    windowDays: context.settings.clickWindowDays,
    windowEndsAt,
    country: touch.country,
    prefetch: touch.flags.prefetch,
  };
  const { affiliateId } = touch.affiliate;
  const refusal = clickRefusal(touch, context, windowEndsAt);
  if (refusal !== null) return judged(touch, affiliateId, { refusal }, facts);
  return judged(touch, affiliateId, standing(touch.affiliate, touch.clickAt, context), facts);
}

/** What is wrong with the click itself. A prefetch counts: only a page that was seen can convert. */
function clickRefusal(
  touch: VerifiedTouch,
  { eventAt, mode, program, settings }: TouchContext,
  windowEndsAt: number,
): CreditReason | null {
  if (touch.linkProgramId !== program.programId) return "other_program";
  if (touch.mode !== mode) return "other_mode";
  if (touch.flags.bot) return "bot";
  if (touch.flags.preview) return "preview";
  if (touch.overCap) return "over_cap";
  if (touch.clickAt > eventAt) return "click_after_event";
  if (eventAt > windowEndsAt) return "outside_window";
  if (touch.linkEndedAt !== null && touch.clickAt >= touch.linkEndedAt) return "link_ended";
  const { affiliate } = touch;
  const link = eligibility({ question: "link", at: touch.clickAt, affiliate, program, settings });
  return link.outcome === "allowed" ? null : link.reason;
}

/** Tests one coupon as of event time. */
export function judgeCoupon(mention: CouponMention, context: TouchContext): Judged<CouponMention> {
  const { coupon } = mention;
  if (coupon === null) return judged(mention, null, { refusal: "unknown_coupon" }, {});
  const redeemedAt = knownRedemption(mention, context.eventAt);
  const facts: Facts = {
    couponId: coupon.couponId,
    redeemedAt,
    activeFrom: coupon.activeFrom,
    activeUntil: coupon.activeUntil,
  };
  const affiliateId = coupon.affiliate?.affiliateId ?? null;
  const refusal = couponRefusal(coupon, context);
  if (refusal !== null || coupon.affiliate === null) {
    return judged(mention, affiliateId, { refusal: refusal ?? "shared_coupon" }, facts);
  }
  return judged(mention, affiliateId, standing(coupon.affiliate, null, context), facts);
}

function couponRefusal(
  coupon: CouponFacts,
  { eventAt, mode, program, settings }: TouchContext,
): CreditReason | null {
  if (coupon.programId !== program.programId) return "other_program";
  if (coupon.mode !== mode) return "other_mode";
  const activity = couponActivityAt(coupon, eventAt);
  if (activity !== "active") return `coupon_${activity}`;
  return settings.couponPriority === "never" ? "coupons_not_credited" : null;
}

/** A redemption after the event cannot have led to it, and is as good as unknown. */
export function knownRedemption(mention: CouponMention, eventAt: number): number | null {
  return mention.redeemedAt !== null && mention.redeemedAt <= eventAt ? mention.redeemedAt : null;
}

type Verdict = { readonly refusal?: CreditReason | null; readonly held?: CreditReason | null };

function standing(
  affiliate: AffiliateStanding,
  touchAt: number | null,
  { eventAt, program, settings }: TouchContext,
): Verdict {
  const question = "new_customer";
  const answer = eligibility({ question, at: eventAt, touchAt, affiliate, program, settings });
  if (answer.outcome === "allowed") return {};
  return answer.outcome === "refused" ? { refusal: answer.reason } : { held: answer.reason };
}

function judged<Subject>(
  subject: Subject,
  affiliateId: string | null,
  verdict: Verdict,
  facts: Facts,
): Judged<Subject> {
  const { refusal = null, held = null } = verdict;
  return { subject, affiliateId, refusal, held, facts };
}
