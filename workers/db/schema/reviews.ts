import { sql } from "drizzle-orm";
import { index, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { at, id, json, mode, modeIs } from "./columns.ts";
import { programs } from "./programs.ts";

/** What a person has to look at: a report that matched two conversions, and the like. */
export const reviews = sqliteTable(
  "reviews",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    kind: text("kind").notNull(),
    /** Makes the same problem, reported again, one row. */
    fingerprint: text("fingerprint").notNull(),
    facts: json<Record<string, unknown>>("facts").notNull(),
    openedAt: at("opened_at").notNull(),
    resolvedAt: at("resolved_at"),
    resolution: text("resolution"),
    /** The user or API key. */
    resolvedBy: text("resolved_by"),
  },
  (table) => [
    unique("reviews_one").on(table.programId, table.mode, table.kind, table.fingerprint),
    index("reviews_open").on(table.programId, table.mode, table.resolvedAt, table.openedAt),
    index("reviews_resolved")
      .on(table.programId, table.mode, table.resolvedAt, table.id)
      .where(sql`resolved_at is not null`),
    modeIs("reviews_mode", table.mode),
  ],
);
