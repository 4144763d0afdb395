import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { ReferenceKind } from "../../domain/report.ts";
import { at, id, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { conversions } from "./conversions.ts";
import { programs } from "./programs.ts";

export const DISPUTE_STATES = ["open", "won", "lost"] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** Chargebacks (rules.md 4): one that comes before its sale waits with `conversion_id` null. */
export const disputes = sqliteTable(
  "disputes",
  {
    /** `dsp_…` */
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    origin: text("origin").notNull(),
    externalId: text("external_id").notNull(),
    /** The sale it is about, as the caller named it. */
    saleKind: text("sale_kind").$type<ReferenceKind | "external_id">().notNull(),
    saleValue: text("sale_value").notNull(),
    conversionId: text("conversion_id").references(() => conversions.id),
    currency: text("currency").notNull(),
    /** The disputed part; minor units of the sale's currency. */
    amount: minorUnits("amount").notNull(),
    state: text("state").$type<DisputeState>().notNull(),
    openedAt: at("opened_at").notNull(),
    /** When it was won or lost. */
    closedAt: at("closed_at"),
    recordedAt: at("recorded_at").notNull(),
  },
  (table) => [
    unique("disputes_one").on(table.programId, table.mode, table.origin, table.externalId),
    index("disputes_by_conversion").on(table.conversionId),
    index("disputes_by_sale").on(
      table.programId,
      table.mode,
      table.origin,
      table.saleKind,
      table.saleValue,
    ),
    modeIs("disputes_mode", table.mode),
    oneOf("disputes_state", table.state, DISPUTE_STATES),
    check("disputes_amount", sql`${table.amount} > 0`),
  ],
);
