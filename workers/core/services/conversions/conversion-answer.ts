/** Conversions as the API shows them: whole to the merchant, without what is his alone to an affiliate. */
import type { ConversionAnswer, ConversionDetails } from "../../../contract/conversions.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { FoundConversion } from "../../../db/queries/conversions.ts";
import { type Actor, isOfMerchant } from "../../../domain/actor.ts";
import { commissionAnswer } from "../commissions/commission-answer.ts";
import type { CommissionRow, ConversionRow } from "./world.ts";

/** `null`: the merchant, who sees all. */
export type ConversionReader = { readonly affiliateIds: readonly string[] } | null;

/** A member of the team reads as the merchant, also where he is an affiliate of the program himself. */
export function readerOf(actor: Actor, organizationId: string): ConversionReader {
  if (actor.kind !== "user" || actor.platformAdmin || isOfMerchant(actor, organizationId)) {
    return null;
  }
  return { affiliateIds: actor.affiliates.map(({ affiliateId }) => affiliateId) };
}

function stateOf(row: ConversionRow): ConversionAnswer["state"] {
  if (row.rejectedAt !== null) return "rejected";
  if (row.needsConfirmation) return "unconfirmed";
  return row.affiliateId === null ? "uncredited" : "credited";
}

function amountsOf(row: ConversionRow) {
  const amount = (value: number) => (row.currency === null ? null : value);
  return {
    currency: row.currency,
    gross: amount(row.gross),
    tax: amount(row.tax),
    shipping: amount(row.shipping),
    discount: amount(row.discount),
    base: amount(row.base),
    base_in_program: row.baseInProgram,
    refunded: amount(row.refunded),
  };
}

const clickFactsOf = (row: ConversionRow) => ({
  country: row.country,
  device: row.device,
  os: row.os,
  browser: row.browser,
  referrer_host: row.referrerHost,
  utm: row.clickUtm,
  sub_ids: row.clickSub,
});

/** What is somebody else's: to whom it is credited now, and by what. */
const hidden = { affiliate_id: null, via: null, link_id: null, coupon_id: null } as const;

const creditOf = (row: ConversionRow) => ({
  affiliate_id: row.affiliateId,
  via: row.via,
  link_id: row.linkId,
  coupon_id: row.couponId,
});

/** @param commissions those in force */
export function conversionAnswer(
  row: ConversionRow,
  commissions: readonly CommissionRow[],
  reader: ConversionReader = null,
): ConversionAnswer {
  const sees = (id: string | null) => reader === null || reader.affiliateIds.includes(id ?? "");
  const isMerchant = reader === null;
  const isHis = sees(row.affiliateId);
  return {
    id: row.id,
    program_id: row.programId,
    mode: row.mode,
    type: row.type,
    event_name: row.eventName === "" ? null : row.eventName,
    state: stateOf(row),
    trust: row.trust,
    origin: isMerchant ? row.origin : null,
    external_id: isMerchant ? row.externalId : null,
    customer_id: isMerchant ? row.customerId : null,
    ...(isHis ? creditOf(row) : hidden),
    occurred_at: isoTime(row.occurredAt),
    recorded_at: isoTime(row.recordedAt),
    day: row.day,
    ...amountsOf(row),
    first_sale: row.isFirstSale,
    renewal: row.isRenewal,
    ...clickFactsOf(isHis ? row : { ...row, ...NO_CLICK }),
    rejected_at: isoTimeOrNull(row.rejectedAt),
    rejected_reason: row.rejectedReason,
    commissions: commissions.filter(({ affiliateId }) => sees(affiliateId)).map(commissionAnswer),
    version: row.revision,
  };
}

const NO_CLICK = {
  country: null,
  device: null,
  os: null,
  browser: null,
  referrerHost: null,
  clickUtm: null,
  clickSub: null,
};

/** @param attribution sentences, as the reader may have them */
export function conversionDetails(
  { row, commissions, references, items }: FoundConversion,
  attribution: readonly string[],
  reader: ConversionReader,
): ConversionDetails {
  const isMerchant = reader === null;
  return {
    ...conversionAnswer(row, commissions, reader),
    references: isMerchant ? references : [],
    items: items.map(({ itemId, product, category, quantity, amount, base }) => ({
      id: isMerchant ? itemId : null,
      product,
      category,
      quantity,
      amount,
      base,
    })),
    metadata: isMerchant ? row.metadata : {},
    attribution: [...attribution],
  };
}
