/**
 * Double entry, append-only: triggers of the first migration refuse UPDATE and DELETE of live rows. A
 * balance is the sum of an account's entries; a correction is a new, mirrored transaction.
 */

import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from "drizzle-orm/sqlite-core";
import { at, id, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";

export const ACCOUNT_KINDS = [
  /** What the merchant owes for commissions, as a cost. */
  "commission_cost",
  /** Earned, not yet payable. */
  "affiliate_pending",
  /** Payable and not in a payout. */
  "affiliate_payable",
  /** Claimed by a payout. */
  "affiliate_in_payout",
  "payouts_sent",
  "provider_fees",
  "vat",
  "withholding",
  "adjustments",
  "write_offs",
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ledgerAccounts = sqliteTable(
  "ledger_accounts",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    mode: mode(),
    kind: text("kind").$type<AccountKind>().notNull(),
    /** Whose account; `''` for the organization's own. */
    affiliateId: text("affiliate_id").notNull(),
    payeeId: text("payee_id").notNull(),
    currency: text("currency").notNull(),
  },
  (table) => [
    unique("ledger_accounts_one").on(
      table.organizationId,
      table.mode,
      table.kind,
      table.affiliateId,
      table.payeeId,
      table.currency,
    ),
    index("ledger_accounts_by_affiliate").on(table.affiliateId, table.mode),
    modeIs("ledger_accounts_mode", table.mode),
    oneOf("ledger_accounts_kind", table.kind, ACCOUNT_KINDS),
  ],
);

export const ledgerTransactions = sqliteTable(
  "ledger_transactions",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    mode: mode(),
    /** What it is about: a commission, a payout, … */
    subjectId: text("subject_id").notNull(),
    kind: text("kind").notNull(),
    sequence: integer("sequence").notNull(),
    at: at("at").notNull(),
    reason: text("reason"),
  },
  (table) => [
    unique("ledger_transactions_natural").on(table.subjectId, table.kind, table.sequence),
    index("ledger_transactions_by_organization").on(table.organizationId, table.mode, table.at),
    modeIs("ledger_transactions_mode", table.mode),
  ],
);

export const ledgerEntries = sqliteTable(
  "ledger_entries",
  {
    transactionId: text("transaction_id")
      .notNull()
      .references(() => ledgerTransactions.id),
    position: integer("position").notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => ledgerAccounts.id),
    /** Minor units of the account's currency; the entries of a transaction sum to zero per currency. */
    amount: minorUnits("amount").notNull(),
    currency: text("currency").notNull(),
    mode: mode(),
  },
  (table) => [
    primaryKey({ columns: [table.transactionId, table.position] }),
    index("ledger_entries_by_account").on(table.accountId, table.amount),
    modeIs("ledger_entries_mode", table.mode),
    check("ledger_entries_amount", sql`${table.amount} <> 0`),
  ],
);
