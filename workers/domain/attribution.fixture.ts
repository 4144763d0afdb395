/** An ordinary case of attribution, for tests to vary: one program, active affiliates, one event. */
import type { AttributionInput } from "./attribution-input.ts";
import type { LiveBinding } from "./binding.ts";
import { DAY_MS } from "./day.ts";
import type { AffiliateStanding, ProgramStanding } from "./eligibility.ts";
import { type ProgramSettings, programSettings } from "./program-settings.ts";
import type { AffiliateState } from "./states.ts";
import type { CouponFacts, CouponMention, VerifiedTouch } from "./touch.ts";

/** 2026-03-09, 14:02 UTC */
export const EVENT_AT = Date.UTC(2026, 2, 9, 14, 2);
const YEAR_BEFORE = EVENT_AT - 365 * DAY_MS;

/** UTC ms, `days` before the event; negative for after it. */
export const daysBefore = (days: number): number => EVENT_AT - days * DAY_MS;

/** Active for a year, then as the steps say: `["suspended", 3]` is three days before the event. */
export function affiliateCalled(
  name: string,
  ...steps: readonly (readonly [AffiliateState, number])[]
): AffiliateStanding {
  const later = steps.map(([state, days]) => ({ state, fromAt: daysBefore(days) }));
  return {
    affiliateId: `aff_${name}`,
    history: [{ state: "active", fromAt: YEAR_BEFORE }, ...later],
    acceptances: [],
  };
}

export const program: ProgramStanding = {
  programId: "prog_main",
  history: [{ state: "active", fromAt: YEAR_BEFORE }],
  terms: [],
  timeZone: "UTC",
};

/** A person's click on an affiliate's link, six days before the event. */
export function clickOf(
  affiliate: AffiliateStanding,
  changes: Partial<VerifiedTouch> = {},
): VerifiedTouch {
  const clickAt = changes.clickAt ?? daysBefore(6);
  return {
    status: "verified",
    mode: "live",
    clickAt,
    nonce: `nonce_${affiliate.affiliateId}_${clickAt}`,
    country: "DE",
    flags: { bot: false, preview: false, prefetch: false },
    linkId: `link_${affiliate.affiliateId}`,
    linkProgramId: program.programId,
    linkEndedAt: null,
    overCap: false,
    affiliate,
    ...changes,
  };
}

/** A mention of an affiliate's coupon (`null`: a shared one), active for a year. */
export function couponOf(
  affiliate: AffiliateStanding | null,
  changes: Partial<CouponFacts> = {},
  redeemedAt: number | null = null,
): CouponMention {
  return {
    redeemedAt,
    coupon: {
      couponId: `coup_${affiliate?.affiliateId ?? "shared"}`,
      programId: program.programId,
      mode: "live",
      activeFrom: YEAR_BEFORE,
      activeUntil: null,
      affiliate,
      ...changes,
    },
  };
}

/** A binding made by a sale thirty days before the event, through a click of the day before. */
export function bindingTo(
  affiliate: AffiliateStanding,
  changes: Partial<LiveBinding> = {},
): LiveBinding {
  return {
    bindingId: `bind_${affiliate.affiliateId}`,
    programId: program.programId,
    mode: "live",
    affiliate,
    rewardVersionId: null,
    conversionId: "conv_earlier",
    linkId: `link_${affiliate.affiliateId}`,
    couponId: null,
    click: { at: daysBefore(31), nonce: "nonce_bound", country: "AT" },
    boundAt: daysBefore(30),
    leadAt: null,
    firstSaleAt: daysBefore(30),
    ...changes,
  };
}

export type CaseChanges = Partial<Omit<AttributionInput, "settings">> & {
  readonly settings?: Partial<ProgramSettings>;
};

/** A live sale without anything that could be credited. */
export function attributionCase({ settings = {}, ...changes }: CaseChanges = {}): AttributionInput {
  return {
    conversionId: "conv_this",
    eventAt: EVENT_AT,
    mode: "live",
    type: "sale",
    confirmed: true,
    program,
    settings: programSettings(settings),
    manual: null,
    binding: null,
    touches: [],
    coupons: [],
    ...changes,
  };
}
