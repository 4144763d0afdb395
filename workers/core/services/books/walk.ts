/** The proof of the books goes over them in walks: each over one kind of row, page by page. */
import type { Db } from "../../../db/batch.ts";
import type { Position } from "../../../db/page.ts";
import type { Mode } from "../../../domain/mode.ts";

/** A row of which the rest of the books say something else. */
export type Difference = {
  /** What did not hold, for instance `commission.ledger`. */
  readonly kind: BookCheck;
  /** Of the commission, payout, affiliate, transaction, …; of what has no id, what names it. */
  readonly subjectId: string;
  /** What was compared; amounts are minor units. */
  readonly facts: Readonly<Record<string, string | number | null>>;
};

/** What is proven, each by the name that a difference is told by. */
export const BOOK_CHECKS = {
  "transaction.balance": "Every transaction sums to zero in each currency",
  "transaction.account": "Every entry is on an account of its organization, mode and currency",
  "transaction.subject": "Every transaction is about a commission, a payout or an adjustment",
  "commission.ledger":
    "Pending and payable of a commission are what is owed of it, and nothing else",
  "commission.reversed": "The reversed part of a commission is the sum of its reversals",
  "commission.sources": "What is payable of a commission stands among the payable sources",
  "adjustment.ledger": "Every adjustment is booked once, and stands among the payable sources",
  "affiliate.pending": "An affiliate's pending balance is the sum of the pending commissions",
  "affiliate.payable": "An affiliate's payable balance is the sum of the open payable sources",
  "payout.items": "A payout is the sum of its items, less a fee that the affiliate bears",
  "payout.sources": "Every item is one payable source that names the payout, with the same amount",
  "payout.claimed_twice": "No source is in two live payouts",
  "payout.ledger": "The ledger holds of a payout what it claims, what it settled and what it sent",
  "payout.proof": "A paid payout has its provider's reference, or was marked by hand",
  "day.totals": "The totals of a day are the sum of its conversions and commissions",
  "document.numbers": "A series of documents has every number from 1 to the last, and no other",
  "cap.counter": "No counter of a cap is negative",
} as const;
export type BookCheck = keyof typeof BOOK_CHECKS;

export type WalkScope = {
  readonly organizationId: string;
  /** Of a walk over a program's rows; empty for the organization's. */
  readonly programId: string;
  readonly mode: Mode;
};

export type WalkedPage = {
  readonly examined: number;
  readonly differences: readonly Difference[];
  /** Where the page ended; `null`: there is no other. */
  readonly after: Position | null;
};

export type Walk = {
  readonly of: "organization" | "program";
  readonly page: (db: Db, scope: WalkScope, after: Position | null) => Promise<WalkedPage>;
};

/** A page out of as many rows as `limit` at most, judged one by one. */
export function walkedPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  judge: (row: Row) => readonly Difference[],
): WalkedPage {
  const last = rows.at(-1);
  return {
    examined: rows.length,
    differences: rows.flatMap(judge),
    after: rows.length === limit && last !== undefined ? positionOf(last) : null,
  };
}
