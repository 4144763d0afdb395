/** What must hold of a row of the books, given what the rest of the books say of it. */
import type {
  CapCounter,
  ProvenAdjustment,
  ProvenCommission,
  ProvenTransaction,
} from "../../../db/queries/books.ts";
import type { DocumentSeries, ProvenPayout } from "../../../db/queries/books-payouts.ts";
import { owedOf } from "../../../domain/commission-state.ts";
import type { BookCheck, Difference } from "./walk.ts";

type Facts = Difference["facts"];

/** The differences among checks of one row: those that do not hold. */
function failing(
  subjectId: string,
  checks: readonly (readonly [kind: BookCheck, holds: boolean, facts: Facts])[],
): Difference[] {
  return checks
    .filter(([, holds]) => !holds)
    .map(([kind, , facts]) => ({ kind, subjectId, facts }));
}

export const judgeTransaction = (row: ProvenTransaction): Difference[] =>
  failing(row.id, [
    ["transaction.balance", row.unbalanced === 0, { transaction: row.kind }],
    ["transaction.account", row.strayEntries === 0, { entries: row.strayEntries }],
    ["transaction.subject", row.hasSubject === 1, { subject: row.subjectId }],
  ]);

/**
 * Until it matures, what is owed of a commission is pending; from then on it is payable, and stays on that
 * account as far as its own transactions go: a payout's claim is the payout's.
 */
export function judgeCommission(row: ProvenCommission): Difference[] {
  const inForce = row.supersededAt === null;
  const owed = inForce ? owedOf(row) : 0;
  const pending = row.state === "pending" ? owed : 0;
  const { currency } = row;
  return failing(row.id, [
    [
      "commission.ledger",
      row.pending === pending && row.payable === owed - pending,
      { currency, owed, state: row.state, pending: row.pending, payable: row.payable },
    ],
    [
      "commission.reversed",
      !inForce || row.reversed === -row.reversals,
      { currency, reversed: row.reversed, reversals: row.reversals },
    ],
    [
      "commission.sources",
      row.sources === row.payable,
      { currency, payable: row.payable, sources: row.sources },
    ],
  ]);
}

export const judgeAdjustment = (row: ProvenAdjustment): Difference[] =>
  failing(row.id, [
    [
      "adjustment.ledger",
      row.payable === row.amount && row.source === row.amount,
      { currency: row.currency, amount: row.amount, payable: row.payable, source: row.source },
    ],
  ]);

/** Providers whose transfers a person makes, and marks as made. */
const BY_HAND: ReadonlySet<string | null> = new Set(["manual", "csv"]);

export function judgePayout(row: ProvenPayout): Difference[] {
  const { currency, state, amount, fee, items, taxes } = row;
  const live = state !== "canceled" && state !== "returned";
  const paid = state === "paid";
  const fromItems = row.feeBorneBy === "affiliate" ? amount + fee : amount;
  const inPayout = live && !paid ? items : 0;
  const payable = live ? taxes - items : 0;
  // What a returned payout had cost is its provider's matter.
  const sent = paid ? amount + fee : state === "returned" ? row.sent : 0;
  const said = { currency, state, amount, fee };
  return failing(row.id, [
    ["payout.items", items === (live ? fromItems : 0), { ...said, items }],
    [
      "payout.sources",
      row.itemsWithoutSource === 0 && row.sourcesWithoutItem === 0,
      { state, items: row.itemsWithoutSource, sources: row.sourcesWithoutItem },
    ],
    ["payout.claimed_twice", row.claimedTwice === 0, { state, items: row.claimedTwice }],
    [
      "payout.ledger",
      row.inPayout === inPayout && row.payable === payable && row.sent === sent,
      { ...said, items, in_payout: row.inPayout, payable: row.payable, sent: row.sent },
    ],
    [
      "payout.proof",
      !paid || row.providerReference !== null || BY_HAND.has(row.provider),
      { state, provider: row.provider },
    ],
  ]);
}

/** Numbers are unique and over 0 by the schema, so as many as the highest are all of them. */
export const judgeSeries = (row: DocumentSeries): Difference[] =>
  failing(`${row.series}:${row.year}`, [
    [
      "document.numbers",
      row.documents === row.highest && row.highest === row.lastNumber,
      { documents: row.documents, highest: row.highest, last_number: row.lastNumber },
    ],
  ]);

export const judgeCounter = (row: CapCounter): Difference[] =>
  failing(row.key, [["cap.counter", row.value >= 0, { value: row.value }]]);
