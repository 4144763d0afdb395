import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { affiliates } from "./affiliates.ts";
import { at, id, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { programs } from "./programs.ts";

export const ADJUSTMENT_KINDS = ["bonus", "adjustment", "write_off"] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/** What a person adds to an affiliate's balance, or takes off it, with a reason; never changed. */
export const adjustments = sqliteTable(
  "adjustments",
  {
    /** `adj_…` */
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    mode: mode(),
    kind: text("kind").$type<AdjustmentKind>().notNull(),
    currency: text("currency").notNull(),
    /** Signed; a bonus and the write-off of a debt are positive. */
    amount: minorUnits("amount").notNull(),
    reason: text("reason").notNull(),
    /** The user or API key. */
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull(),
    /** Of both legs of a transfer: the leg that takes off, which the one transaction is about. */
    transferId: text("transfer_id"),
    /** Exact decimal: how much of the other leg's currency one unit of the taken one was. */
    rate: text("rate"),
  },
  (table) => [
    index("adjustments_by_program").on(table.programId, table.mode, table.createdAt),
    index("adjustments_by_affiliate").on(table.affiliateId, table.mode, table.createdAt),
    modeIs("adjustments_mode", table.mode),
    oneOf("adjustments_kind", table.kind, ADJUSTMENT_KINDS),
    check(
      "adjustments_amount",
      sql`${table.amount} <> 0 and (${table.kind} = 'adjustment' or ${table.amount} > 0)`,
    ),
  ],
);
