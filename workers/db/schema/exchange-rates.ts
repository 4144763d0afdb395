import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { day } from "./columns.ts";

/** Rates of exchange by day (rules.md 10): how much of `to_currency` one unit of `from_currency` is. */
export const exchangeRates = sqliteTable(
  "exchange_rates",
  {
    organizationId: text("organization_id").notNull(),
    fromCurrency: text("from_currency").notNull(),
    toCurrency: text("to_currency").notNull(),
    day: day("day").notNull(),
    /** Exact decimal. */
    rate: text("rate").notNull(),
    source: text("source").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.fromCurrency, table.toCurrency, table.day],
    }),
  ],
);
