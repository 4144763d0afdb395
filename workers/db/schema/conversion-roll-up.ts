/** Days of conversions rolled up by value, for reports of a whole program. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { at, day, minorUnits, mode, modeIs } from "./columns.ts";
import { programs } from "./programs.ts";

/**
 * A row says that the roll-up of a day is exactly what its conversions say. Triggers (migration
 * 0005_money_guards) delete it in the statement that changes one, so that no writer can forget it; the
 * roll-up writes it in the batch that reads the conversions.
 */
export const rolledConversionDays = sqliteTable(
  "rolled_conversion_days",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    day: day("day").notNull(),
    rolledAt: at("rolled_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.programId, table.mode, table.day] }),
    modeIs("rolled_conversion_days_mode", table.mode),
  ],
);

/** What was credited on a day, by one fact of its conversions; value `''`: they do not know it. */
export const programConversionDays = sqliteTable(
  "program_conversion_days",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    day: day("day").notNull(),
    dimension: text("dimension").notNull(),
    value: text("value").notNull(),
    leads: integer("leads").notNull(),
    sales: integer("sales").notNull(),
    events: integer("events").notNull(),
    newCustomers: integer("new_customers").notNull(),
    revenue: minorUnits("revenue").notNull(),
    commission: minorUnits("commission").notNull(),
    refunds: integer("refunds").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.programId, table.mode, table.dimension, table.day, table.value],
    }),
    modeIs("program_conversion_days_mode", table.mode),
  ],
);
