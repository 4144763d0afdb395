import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { SOURCE_KINDS, type SourceKind } from "../../domain/payable-source.ts";
import { affiliates } from "./affiliates.ts";
import { at, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { payouts } from "./payouts.ts";
import { programs } from "./programs.ts";

/**
 * What the ledger holds as payable, one row a source: a projection that assembling reads instead of the
 * ledger, written in the batch of the transaction that makes it so. `npm run books` proves them equal.
 */
export const payableSources = sqliteTable(
  "payable_sources",
  {
    /** Of the commission, the reversal, the adjustment, the tax item. */
    sourceId: text("source_id").primaryKey(),
    sourceKind: text("source_kind").$type<SourceKind>().notNull(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    mode: mode(),
    currency: text("currency").notNull(),
    /** Signed; what is owed back is negative. */
    amount: minorUnits("amount").notNull(),
    /** Since when; net terms count from the end of the period that it is in (rules.md 8). */
    payableAt: at("payable_at").notNull(),
    /** The live payout that claims or has paid it; `null`: open. */
    payoutId: text("payout_id").references(() => payouts.id),
  },
  (table) => [
    index("payable_sources_open")
      .on(table.organizationId, table.mode, table.currency, table.affiliateId, table.payableAt)
      .where(sql`payout_id is null`),
    index("payable_sources_by_affiliate").on(table.affiliateId, table.mode, table.payableAt),
    index("payable_sources_by_payout").on(table.payoutId).where(sql`payout_id is not null`),
    modeIs("payable_sources_mode", table.mode),
    oneOf("payable_sources_kind", table.sourceKind, SOURCE_KINDS),
    check("payable_sources_amount", sql`${table.amount} <> 0`),
  ],
);
