import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { REVERSAL_CAUSES, type ReversalCause } from "../../domain/reversal-cause.ts";
import { at, id, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { commissions } from "./commissions.ts";

/**
 * What was taken back of a commission, or given back of it, each with its cause: one row for each time
 * that the reversed part moved. Of a commission that was paid, or is on its way, the row is a payable
 * source of its own (rules.md 8).
 */
export const reversals = sqliteTable(
  "reversals",
  {
    /** `rvl_…` */
    id: id(),
    commissionId: text("commission_id")
      .notNull()
      .references(() => commissions.id),
    /** The commission's version that it made: grows with each of them, and names the transaction. */
    sequence: integer("sequence").notNull(),
    mode: mode(),
    currency: text("currency").notNull(),
    /** What the affiliate's balance changed by: negative for what was taken back. */
    amount: minorUnits("amount").notNull(),
    cause: text("cause").$type<ReversalCause>().notNull(),
    /** The refund, dispute or decision that moved it. */
    causeId: text("cause_id").notNull(),
    at: at("at").notNull(),
  },
  (table) => [
    unique("reversals_one").on(table.commissionId, table.sequence),
    index("reversals_by_cause").on(table.causeId),
    modeIs("reversals_mode", table.mode),
    oneOf("reversals_cause", table.cause, REVERSAL_CAUSES),
    check("reversals_amount", sql`${table.amount} <> 0`),
  ],
);
