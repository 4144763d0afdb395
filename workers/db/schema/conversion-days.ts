import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ConversionType } from "../../domain/report.ts";
import { day, minorUnits, mode, modeIs } from "./columns.ts";
import { programs } from "./programs.ts";

/** Totals by day of what was credited (affiliate `''`: nobody). Written only in a conversion's batch. */
export const conversionDays = sqliteTable(
  "conversion_days",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    affiliateId: text("affiliate_id").notNull(),
    day: day("day").notNull(),
    type: text("type").$type<ConversionType>().notNull(),
    eventName: text("event_name").notNull(),
    conversions: integer("conversions").notNull(),
    /** Of `conversions`: with a base over 0, and not refunded whole. */
    earning: integer("earning").notNull(),
    /** Of `conversions`: the first credited sale (base over 0) of its customer. */
    newCustomers: integer("new_customers").notNull(),
    /** Base in the program's currency, net of refunds known. */
    revenue: minorUnits("revenue").notNull(),
    commission: minorUnits("commission").notNull(),
    refunds: integer("refunds").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.programId,
        table.mode,
        table.affiliateId,
        table.day,
        table.type,
        table.eventName,
      ],
    }),
    /** With all that reports of a whole program sum up, so that they read no row beside it. */
    index("conversion_days_by_program").on(
      table.programId,
      table.mode,
      table.day,
      table.affiliateId,
      table.type,
      table.conversions,
      table.newCustomers,
      table.revenue,
      table.commission,
      table.refunds,
    ),
    modeIs("conversion_days_mode", table.mode),
  ],
);
