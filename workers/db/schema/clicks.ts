/**
 * Day totals of clicks. The affiliate's counter is their only writer: absolute values with its sequence
 * number, so that neither a repeat nor a late write changes anything. Raw clicks stay in the counter.
 */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { affiliates } from "./affiliates.ts";
import { day, mode, modeIs, notNegative } from "./columns.ts";
import { links } from "./links.ts";
import { programs } from "./programs.ts";

const counts = {
  /** Clicks of people. */
  clicks: integer("clicks").notNull(),
  /** First of a visitor for a link and UTC day. */
  uniques: integer("uniques").notNull(),
  /** Bots, previews, prefetches never shown, HEAD requests. */
  bots: integer("bots").notNull(),
};

/** By day and link. */
export const clickDays = sqliteTable(
  "click_days",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    mode: mode(),
    day: day("day").notNull(),
    linkId: text("link_id")
      .notNull()
      .references(() => links.id),
    ...counts,
    /** Of `clicks`: beyond the link's cap. */
    overCap: integer("over_cap").notNull(),
    /** Of `clicks`: without a token, since affiliate or program was not eligible. */
    refused: integer("refused").notNull(),
    seq: integer("seq").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.affiliateId, table.mode, table.day, table.linkId] }),
    index("click_days_by_program").on(table.programId, table.mode, table.day),
    index("click_days_by_link").on(table.linkId, table.mode, table.day),
    modeIs("click_days_mode", table.mode),
    notNegative("click_days_counts", table.clicks, table.uniques, table.bots),
  ],
);

/** By day, affiliate and one dimension; at most 200 values a day and dimension, the rest `(other)`. */
export const clickDayValues = sqliteTable(
  "click_day_values",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    mode: mode(),
    day: day("day").notNull(),
    dimension: text("dimension").notNull(),
    value: text("value").notNull(),
    ...counts,
    seq: integer("seq").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.affiliateId, table.mode, table.dimension, table.day, table.value],
    }),
    index("click_day_values_by_program").on(
      table.programId,
      table.mode,
      table.dimension,
      table.day,
    ),
    modeIs("click_day_values_mode", table.mode),
  ],
);

/** Closed days rolled up by program, as absolute values. Dimension `''` holds the totals. */
export const programClickDays = sqliteTable(
  "program_click_days",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    day: day("day").notNull(),
    dimension: text("dimension").notNull(),
    value: text("value").notNull(),
    ...counts,
  },
  (table) => [
    primaryKey({
      columns: [table.programId, table.mode, table.dimension, table.day, table.value],
    }),
    modeIs("program_click_days_mode", table.mode),
  ],
);
