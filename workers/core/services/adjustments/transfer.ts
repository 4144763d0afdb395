import type { NewTransfer, TransferAnswer } from "../../../contract/adjustments.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { payableBalance, readPayable } from "../../../db/queries/balances.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { AMOUNT_MAX, minorDigits } from "../../../domain/currency.ts";
import { convert } from "../../../domain/fx.ts";
import { adjusting } from "../../../domain/ledger.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { adjustmentAnswer } from "./answer.ts";
import { adjustmentRow, bookAdjustments } from "./book.ts";
import { type Adjusted, findAdjusted } from "./find-adjusted.ts";

const samePayeeOnly = problem("transfer.other_payee");
const sameCurrency = problem("transfer.same_currency");
const overPayable = problem("transfer.over_payable");
const outOfRange = problem("transfer.out_of_range");

/** What arrives, in the currency of the one who receives. @throws ProblemError `transfer.out_of_range` */
function receivedAmount(from: Adjusted, to: Adjusted, { amount, rate }: NewTransfer): number {
  const digits = [minorDigits(from.currency) ?? 0, minorDigits(to.currency) ?? 0] as const;
  try {
    const received = convert(amount, ...digits, rate);
    if (received >= 1 && received <= AMOUNT_MAX) return received;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw outOfRange();
}

/** @throws ProblemError `transfer.other_payee`, `transfer.same_currency` */
function assertBetween(from: Adjusted, to: Adjusted): void {
  const same = from.organizationId === to.organizationId && from.payeeId === to.payeeId;
  if (from.payeeId === null || !same) throw samePayeeOnly();
  if (from.currency === to.currency) throw sameCurrency();
}

/**
 * Moves what is payable to another currency at a stated rate: one transaction of two legs (rules.md 10),
 * between two affiliates with one payee. It leaves no debt behind.
 * @throws ProblemError `affiliate.not_found`, `transfer.other_payee`, `transfer.same_currency`,
 *   `transfer.over_payable`, `transfer.out_of_range`; PermissionDenied
 */
export function createTransfer(
  ctx: ServiceContext,
  affiliateId: string,
  input: NewTransfer,
): Promise<TransferAnswer> {
  return retryLostRace(async () => {
    const from = await findAdjusted(ctx, affiliateId, input.mode);
    const to = await findAdjusted(ctx, input.to_affiliate_id, input.mode);
    assertBetween(from, to);
    const { amount, rate, reason } = input;
    const received = receivedAmount(from, to, input);
    const payable = await readPayable(ctx.db, affiliateId, from.mode, from.currency);
    if (amount > payable) throw overPayable({ detail: `Payable: ${Math.max(payable, 0)}.` });
    const transfer = { id: ctx.newId("adj"), rate };
    const leg = (id: string, of: Adjusted, signed: number) =>
      adjustmentRow(ctx, id, of, { kind: "adjustment", amount: signed, reason, transfer });
    const taken = leg(transfer.id, from, -amount);
    const given = leg(ctx.newId("adj"), to, received);
    const batch = new WriteBatch(ctx.db);
    batch.assertUnchanged(payableBalance(affiliateId, from.mode, from.currency), payable);
    bookAdjustments(
      batch,
      ctx,
      from.organizationId,
      [taken, given],
      [
        ...adjusting(from.affiliateId, from.currency, -amount),
        ...adjusting(to.affiliateId, to.currency, received),
      ],
    );
    const answer = { taken: adjustmentAnswer(taken), received: adjustmentAnswer(given) };
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
    await batch.commit();
    return answer;
  });
}
