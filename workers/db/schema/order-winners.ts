import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ConversionType } from "../../domain/report.ts";
import { mode, modeIs } from "./columns.ts";
import { conversions } from "./conversions.ts";

/**
 * Which program an order counts in, where programs of an organization exclude each other (rules.md 1).
 * The key makes two programs that report one order at the same time meet.
 */
export const orderWinners = sqliteTable(
  "order_winners",
  {
    organizationId: text("organization_id").notNull(),
    mode: mode(),
    origin: text("origin").notNull(),
    type: text("type").$type<ConversionType>().notNull(),
    eventName: text("event_name").notNull(),
    externalId: text("external_id").notNull(),
    conversionId: text("conversion_id")
      .notNull()
      .references(() => conversions.id),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    primaryKey({
      columns: [
        table.organizationId,
        table.mode,
        table.externalId,
        table.origin,
        table.type,
        table.eventName,
      ],
    }),
    index("order_winners_by_conversion").on(table.conversionId),
    modeIs("order_winners_mode", table.mode),
  ],
);
