import type { AdjustmentAnswer } from "../../../contract/adjustments.ts";
import { isoTime } from "../../../contract/fields.ts";
import type { AdjustmentRow } from "../../../db/queries/adjustments.ts";

/** @param forAffiliate who of the merchant decided is not the affiliate's to know */
export const adjustmentAnswer = (row: AdjustmentRow, forAffiliate = false): AdjustmentAnswer => ({
  id: row.id,
  program_id: row.programId,
  affiliate_id: row.affiliateId,
  mode: row.mode,
  kind: row.kind,
  currency: row.currency,
  amount: row.amount,
  reason: row.reason,
  transfer_id: row.transferId,
  rate: row.rate,
  created_by: forAffiliate ? null : row.createdBy,
  created_at: isoTime(row.createdAt),
});
