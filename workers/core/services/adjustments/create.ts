import type { AdjustmentAnswer, NewAdjustment } from "../../../contract/adjustments.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { payableBalance, readPayable } from "../../../db/queries/balances.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { adjusting } from "../../../domain/ledger.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { adjustmentAnswer } from "./answer.ts";
import { adjustmentRow, bookAdjustments } from "./book.ts";
import { type Adjusted, findAdjusted } from "./find-adjusted.ts";

const overDebt = problem("adjustment.over_debt");

/** A write-off lets go of what is owed back, and of no more: what was read stands until it is written. */
async function guardDebt(ctx: ServiceContext, batch: WriteBatch, of: Adjusted, amount: number) {
  const payable = await readPayable(ctx.db, of.affiliateId, of.mode, of.currency);
  if (amount > -payable) throw overDebt({ detail: `Owed back: ${Math.max(-payable, 0)}.` });
  batch.assertUnchanged(payableBalance(of.affiliateId, of.mode, of.currency), payable);
}

/**
 * Adds to an affiliate's balance, or takes off it: a bonus, an adjustment, or the write-off of a debt. It
 * is payable at once.
 * @throws ProblemError `affiliate.not_found`, `adjustment.over_debt`; PermissionDenied
 */
export function createAdjustment(
  ctx: ServiceContext,
  affiliateId: string,
  input: NewAdjustment,
): Promise<AdjustmentAnswer> {
  return retryLostRace(async () => {
    const adjusted = await findAdjusted(ctx, affiliateId, input.mode);
    const { organizationId, currency } = adjusted;
    const batch = new WriteBatch(ctx.db);
    if (input.kind === "write_off") await guardDebt(ctx, batch, adjusted, input.amount);
    const row = adjustmentRow(ctx, ctx.newId("adj"), adjusted, input);
    const against = input.kind === "write_off" ? "write_offs" : "adjustments";
    const postings = adjusting(affiliateId, currency, input.amount, against);
    bookAdjustments(batch, ctx, organizationId, [row], postings);
    const answer = adjustmentAnswer(row);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
    await batch.commit();
    return answer;
  });
}
