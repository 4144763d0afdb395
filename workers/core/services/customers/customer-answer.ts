/** Customers as the API shows them. */
import type { CustomerAnswer } from "../../../contract/customers.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { BindingRow, CustomerRow } from "../../../db/queries/customer-pages.ts";

export const bindingAnswer = (row: BindingRow): NonNullable<CustomerAnswer["binding"]> => ({
  id: row.id,
  affiliate_id: row.affiliateId,
  via: row.via,
  conversion_id: row.conversionId,
  bound_at: isoTime(row.boundAt),
  first_sale_at: isoTimeOrNull(row.firstSaleAt),
  ended_at: isoTimeOrNull(row.endedAt),
  end_reason: row.endReason,
});

/** @param live the customer's live binding */
export const customerAnswer = (row: CustomerRow, live: BindingRow | undefined): CustomerAnswer => ({
  id: row.id,
  program_id: row.programId,
  mode: row.mode,
  binding: live === undefined ? null : bindingAnswer(live),
  created_at: isoTime(row.createdAt),
});
