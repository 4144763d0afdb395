/** Writing to the ledger. Accounts come to exist with their first entry. */
import { sql } from "drizzle-orm";
import { assertBalanced, type LedgerPosting } from "../domain/ledger.ts";
import type { Mode } from "../domain/mode.ts";
import type { WriteBatch } from "./batch.ts";
import { type AccountKind, ledgerAccounts, ledgerTransactions } from "./schema/ledger.ts";

export type LedgerTransaction = {
  /** `txn_…` */
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  /** With `kind` and `sequence` it makes the transaction unique: a second one like it is a conflict. */
  readonly subjectId: string;
  readonly kind: string;
  readonly sequence: number;
  /** UTC ms. */
  readonly at: number;
  readonly reason: string | null;
  readonly postings: readonly LedgerPosting[];
};

/**
 * Adds transactions to the batch, however many, in four statements. Nothing of the batch is written if
 * one of them exists already or an entry cannot be placed.
 * @param newAccountId makes `acct_…` ids; one that turns out not to be needed is dropped.
 * @throws RangeError for a transaction that does not balance.
 */
export function appendTransactions(
  batch: WriteBatch,
  transactions: readonly LedgerTransaction[],
  newAccountId: () => string,
): void {
  if (transactions.length === 0) return;
  for (const { postings } of transactions) assertBalanced(postings);
  batch.insert(ledgerAccounts, accountsOf(transactions, newAccountId), sql`on conflict do nothing`);
  batch.insert(
    ledgerTransactions,
    transactions.map(({ postings: _, ...row }) => row),
  );
  const entries = transactions.flatMap(entriesOf);
  batch.guarded(
    sql`insert into ledger_entries (transaction_id, position, account_id, amount, currency, mode)
      select value ->> 0, value ->> 1, a.id, value ->> 2, a.currency, a.mode
      from json_each(${JSON.stringify(entries)}) join ledger_accounts a
        on a.organization_id = value ->> 3 and a.mode = value ->> 4 and a.kind = value ->> 5
        and a.affiliate_id = value ->> 6 and a.payee_id = value ->> 7 and a.currency = value ->> 8`,
    entries.length,
  );
}

function accountsOf(transactions: readonly LedgerTransaction[], newAccountId: () => string) {
  const accounts = new Map<string, typeof ledgerAccounts.$inferInsert>();
  for (const { organizationId, mode, postings } of transactions) {
    for (const { account, currency } of postings) {
      const kind = account.kind as AccountKind;
      const row = { ...account, kind, organizationId, mode, currency };
      const key = JSON.stringify(row);
      if (!accounts.has(key)) accounts.set(key, { id: newAccountId(), ...row });
    }
  }
  return [...accounts.values()];
}

function entriesOf({ id, organizationId, mode, postings }: LedgerTransaction) {
  return postings.map(({ account, currency, amount }, position) => [
    id,
    position,
    amount,
    organizationId,
    mode,
    account.kind,
    account.affiliateId,
    account.payeeId,
    currency,
  ]);
}

/**
 * Undoes all that was booked on a subject: one new transaction with the mirrored sum of each account.
 * A subject without a balance gets a transaction without entries, which says that it was undone.
 */
export function mirrorSubject(
  batch: WriteBatch,
  mirror: Omit<LedgerTransaction, "postings" | "kind"> & { readonly kind: string },
): void {
  batch.insert(ledgerTransactions, [mirror]);
  batch.add(sql`insert into ledger_entries (transaction_id, position, account_id, amount, currency, mode)
    select ${mirror.id}, row_number() over (order by e.account_id) - 1, e.account_id, -sum(e.amount),
      e.currency, e.mode
    from ledger_transactions t join ledger_entries e on e.transaction_id = t.id
    where t.subject_id = ${mirror.subjectId}
    group by e.account_id, e.currency, e.mode having sum(e.amount) <> 0`);
}
