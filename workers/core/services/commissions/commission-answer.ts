import type { CommissionAnswer } from "../../../contract/commissions.ts";
import { isoTime } from "../../../contract/fields.ts";
import type { commissions } from "../../../db/schema/commissions.ts";

/** A commission as the API shows it. */
export function commissionAnswer(row: typeof commissions.$inferSelect): CommissionAnswer {
  return {
    id: row.id,
    program_id: row.programId,
    affiliate_id: row.affiliateId,
    conversion_id: row.conversionId,
    kind: row.kind,
    level: row.level,
    item: row.itemKey === "whole" ? null : row.itemKey,
    base: row.base,
    amount: row.amount,
    reversed: row.reversed,
    currency: row.currency,
    state: row.state,
    held_reasons: row.heldReasons,
    awaits_sale: row.awaitsSale,
    approved: row.approvedAt !== null,
    rejected_reason: row.rejectedReason,
    reversal_reason: row.reversalReason,
    event_at: isoTime(row.eventAt),
    matures_at: isoTime(row.maturesAt),
  };
}
