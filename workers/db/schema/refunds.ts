import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { ReferenceKind } from "../../domain/report.ts";
import { at, id, json, minorUnits, mode, modeIs } from "./columns.ts";
import { conversions } from "./conversions.ts";
import { programs } from "./programs.ts";

/** Refunds as reported; one that comes before its sale waits with `conversion_id` null. */
export const refunds = sqliteTable(
  "refunds",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    origin: text("origin").notNull(),
    externalId: text("external_id").notNull(),
    /** The sale it belongs to, as the caller named it. */
    saleKind: text("sale_kind").$type<ReferenceKind | "external_id">().notNull(),
    saleValue: text("sale_value").notNull(),
    conversionId: text("conversion_id").references(() => conversions.id),
    currency: text("currency").notNull(),
    amount: minorUnits("amount").notNull(),
    items: json<{ id: string; amount: number }[]>("items").notNull(),
    occurredAt: at("occurred_at").notNull(),
    recordedAt: at("recorded_at").notNull(),
    /** When it was booked on its sale's commissions. */
    appliedAt: at("applied_at"),
    /** When it turned out not to have happened: it failed, or its credit note was voided. */
    undoneAt: at("undone_at"),
  },
  (table) => [
    unique("refunds_one").on(table.programId, table.mode, table.origin, table.externalId),
    index("refunds_by_conversion").on(table.conversionId),
    index("refunds_by_sale").on(
      table.programId,
      table.mode,
      table.origin,
      table.saleKind,
      table.saleValue,
    ),
    modeIs("refunds_mode", table.mode),
    check("refunds_amount", sql`${table.amount} > 0`),
  ],
);
