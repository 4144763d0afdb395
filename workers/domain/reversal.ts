/**
 * How much of a commission is reversed (rules.md 4). All functions take totals, never single refunds,
 * so order, repeats and over-refunds cannot matter. Refunded and gross are in the sale's currency, the
 * commission in the program's: only their ratio counts.
 */
import { exact, roundHalfEven, toMinor } from "./money.ts";

/** `round(commission × min(refunded, gross) / gross)`; a sale of nothing has nothing to reverse. */
export function reversedSoFar(commission: number, refunded: number, gross: number): number {
  if (gross <= 0) return 0;
  const part = Math.min(Math.max(refunded, 0), gross);
  return toMinor(roundHalfEven(exact(commission) * exact(part), exact(gross)));
}

/**
 * What to book now: what is to be reversed in total less what was reversed before. Negative when a
 * reversal is undone (dispute won, refund failed).
 */
export function reversalDelta(reversedNow: number, reversedBefore: number): number {
  return reversedNow - reversedBefore;
}

/** Whether more was refunded than was paid: the whole is reversed, and the sale is flagged. */
export function isOverRefund(refunded: number, gross: number): boolean {
  return refunded > gross;
}

export type RefundTotals = {
  /** All refunds of the sale together, lost disputes among them, in minor units of its currency. */
  readonly refunded: number;
  readonly gross: number;
  /** Of it, what named items: by item key, summed. */
  readonly refundedByItem: Readonly<Record<string, number>>;
  /** The items as reported: by item key, the amount of the line. */
  readonly amountByItem: Readonly<Record<string, number>>;
};

/**
 * Reversed so far of the commission on `itemKey` (`whole` for one on the whole conversion). A refund
 * that names items uses those items; what names none is spread over what is left of the sale. A sale
 * refunded whole reverses every item whole, however the refunds named it.
 */
export function reversedForItem(commission: number, itemKey: string, totals: RefundTotals): number {
  const { refunded, gross } = totals;
  const amount = totals.amountByItem[itemKey];
  const sameForAll = itemKey === "whole" || refunded >= gross || !amount;
  if (sameForAll) return reversedSoFar(commission, refunded, gross);
  const named = Math.min(
    Object.values(totals.refundedByItem).reduce((sum, part) => sum + part, 0),
    refunded,
  );
  const ofItem = Math.min(totals.refundedByItem[itemKey] ?? 0, amount);
  const left = exact(gross - named);
  const spread = exact(refunded - named);
  // Of the item: refunded by name, then of the remainder the share that all remainders have lost.
  const numerator = exact(ofItem) * left + exact(amount - ofItem) * spread;
  return toMinor(roundHalfEven(exact(commission) * numerator, exact(amount) * left));
}
