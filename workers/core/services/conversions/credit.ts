/** Who is credited for a report, asked of the domain with what the world knows. */

import { type AttributionDecision, attribute } from "../../../domain/attribution.ts";
import type { AttributionInput, ManualDecision } from "../../../domain/attribution-input.ts";
import { toBase64Url } from "../../../domain/base64url.ts";
import type { LiveBinding } from "../../../domain/binding.ts";
import { TOKEN_FLAG } from "../../../domain/click-token.ts";
import { couponActivityAt } from "../../../domain/coupon.ts";
import type { Report } from "../../../domain/report.ts";
import type { CouponMention, Touch } from "../../../domain/touch.ts";
import type { TracedManual } from "../../../domain/trace.ts";
import type { VerifiedClickToken } from "../../../lib/crypto.ts";
import { encodeTypeId } from "../../../lib/ids.ts";
import type { KnownBinding, KnownCoupon, World } from "./world.ts";

/** What the token says where the edge did not know the country. */
const UNKNOWN_COUNTRY = "XX";

export type Credited = { readonly input: AttributionInput; readonly decision: AttributionDecision };

/**
 * @param tokens of the touches in `report`
 * @param codes folded coupon codes, in the order of the report
 * @param confirmed false while a bare-browser sale waits: it ties no customer
 */
export function creditOf(
  world: World,
  report: Report,
  about: {
    readonly tokens: readonly VerifiedClickToken[];
    readonly codes: readonly string[];
    readonly customerId: string | null;
    readonly confirmed: boolean;
    /** What a person decided about it. */
    readonly manual?: TracedManual | null;
  },
): Credited {
  const { program, mode } = world;
  const binding = about.customerId === null ? undefined : world.bindings.get(about.customerId);
  const input: AttributionInput = {
    conversionId: report.conversionId,
    type: report.type,
    eventAt: report.occurredAt,
    mode,
    program: program.standing,
    settings: program.settings,
    confirmed: about.confirmed,
    manual: about.manual ? manualDecision(world, about.manual) : null,
    binding: binding ? liveBinding(world, binding) : null,
    touches: about.tokens.map((token) => touchOf(world, token)),
    coupons: about.codes.map((code, index) =>
      mentionOf(world, code, report.coupons[index]?.redeemedAt ?? null, report.occurredAt),
    ),
  };
  return { input, decision: attribute(input) };
}

function manualDecision(
  { affiliates }: World,
  { decisionId, decidedAt, affiliateId, moveBinding }: TracedManual,
): ManualDecision {
  const affiliate = affiliateId === null ? null : affiliates.get(affiliateId);
  if (affiliate === undefined) throw new Error(`${affiliateId} is no affiliate that was loaded.`);
  return { decisionId, decidedAt, affiliate: affiliate?.standing ?? null, moveBinding };
}

function touchOf(world: World, token: VerifiedClickToken): Touch {
  if (!token.ok) return { status: "refused", reason: token.reason };
  const link = world.links.get(encodeTypeId("link", token.linkId));
  const affiliate = link && world.affiliates.get(link.affiliateId);
  if (!link || !affiliate) return { status: "refused", reason: "unknown_link" };
  const has = (flag: number) => (token.flags & flag) !== 0;
  return {
    status: "verified",
    mode: has(TOKEN_FLAG.test) ? "test" : "live",
    clickAt: token.at,
    nonce: toBase64Url(token.nonce),
    country: token.country === UNKNOWN_COUNTRY ? null : token.country,
    flags: {
      bot: has(TOKEN_FLAG.bot),
      preview: has(TOKEN_FLAG.preview),
      prefetch: has(TOKEN_FLAG.prefetch),
    },
    linkId: link.id,
    linkProgramId: link.programId,
    linkEndedAt: link.endedAt,
    overCap: link.capReachedAt !== null && token.at > link.capReachedAt,
    affiliate: affiliate.standing,
  };
}

/** The coupon of a code that is active at event time, else the latest, so that the trace can say why. */
function mentionOf(
  world: World,
  code: string,
  redeemedAt: number | null,
  eventAt: number,
): CouponMention {
  const ofCode = world.coupons.filter(({ codeFolded }) => codeFolded === code);
  const active = ofCode.find((coupon) => couponActivityAt(coupon, eventAt) === "active");
  const coupon = active ?? ofCode.reduce(laterCoupon, undefined);
  if (coupon === undefined) return { redeemedAt, coupon: null };
  const { id: couponId, programId, mode, activeFrom, activeUntil, affiliateId } = coupon;
  const affiliate = affiliateId === null ? undefined : world.affiliates.get(affiliateId);
  return {
    redeemedAt,
    coupon: {
      couponId,
      programId,
      mode,
      activeFrom,
      activeUntil,
      affiliate: affiliate?.standing ?? null,
    },
  };
}

const laterCoupon = (latest: KnownCoupon | undefined, coupon: KnownCoupon): KnownCoupon =>
  latest === undefined || coupon.activeFrom > latest.activeFrom ? coupon : latest;

function liveBinding(world: World, { row, linkId, couponId, click }: KnownBinding): LiveBinding {
  const affiliate = world.affiliates.get(row.affiliateId);
  if (affiliate === undefined) throw new Error(`Binding ${row.id} names no known affiliate.`);
  return {
    bindingId: row.id,
    programId: row.programId,
    mode: row.mode,
    affiliate: affiliate.standing,
    rewardVersionId: row.rewardVersionId,
    conversionId: row.conversionId,
    linkId,
    couponId,
    click,
    boundAt: row.boundAt,
    leadAt: row.leadAt,
    firstSaleAt: row.firstSaleAt,
  };
}
