/** The report that a stored conversion rests on, put together again so that it can be decided on anew. */
import type { FoundConversion } from "../../../db/queries/conversions.ts";
import type { Report, ReportedMoney } from "../../../domain/report.ts";
import type { Submission } from "./submission.ts";

function moneyOf({ row, items }: FoundConversion): ReportedMoney | null {
  const { currency, gross, tax, shipping, discount, asReported } = row;
  if (currency === null) return null;
  return {
    currency,
    gross,
    tax,
    shipping,
    discount,
    asReported,
    items: items.map(({ itemId, product, category, quantity, amount }) => ({
      id: itemId,
      product,
      category,
      quantity,
      amount,
    })),
  };
}

function reportOf(found: FoundConversion): Report {
  const { row, references } = found;
  return {
    conversionId: row.id,
    programId: row.programId,
    mode: row.mode,
    trust: row.trust,
    origin: row.origin,
    type: row.type,
    eventName: row.eventName,
    externalId: row.externalId,
    references,
    occurredAt: row.occurredAt,
    acceptedAt: row.recordedAt,
    bulk: row.bulk,
    touches: row.inputs.touches,
    coupons: row.inputs.coupons,
    // Whose it is was found out when it was recorded.
    identities: [],
    money: moneyOf(found),
    periodStart: row.periodStart,
    metadata: row.metadata,
  };
}

/** Its tokens and coupons are those that `loadWorld` knows of the conversion itself. */
export const storedSubmission = (found: FoundConversion): Submission => ({
  report: reportOf(found),
  hash: "",
  tokens: [],
  codes: [],
  idempotency: null,
});
