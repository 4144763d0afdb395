import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { at, json, mode, modeIs } from "./columns.ts";

/** How far the proof of the books came, so that it goes on where it stopped. One row. */
export const bookProofs = sqliteTable("book_proofs", {
  name: text("name").primaryKey(),
  startedAt: at("started_at").notNull(),
  /** `null` while there is more to prove. */
  finishedAt: at("finished_at"),
  /** Where it goes on; `null` when it is finished. */
  position: json<Record<string, unknown>>("position"),
  examined: integer("examined").notNull(),
  differences: integer("differences").notNull(),
});

/** What the proof of the books found to differ, until a later proof finds it right. */
export const bookDifferences = sqliteTable(
  "book_differences",
  {
    /** The check's name, for instance `commission.ledger`. */
    kind: text("kind").notNull(),
    /** The row that it is about: of a commission, payout, affiliate, transaction, … */
    subjectId: text("subject_id").notNull(),
    organizationId: text("organization_id").notNull(),
    programId: text("program_id"),
    mode: mode(),
    facts: json<Record<string, string | number | null>>("facts").notNull(),
    firstFoundAt: at("first_found_at").notNull(),
    lastFoundAt: at("last_found_at").notNull(),
  },
  (table) => [
    unique("book_differences_one").on(table.kind, table.subjectId, table.mode),
    index("book_differences_by_time").on(table.lastFoundAt, table.subjectId),
    modeIs("book_differences_mode", table.mode),
  ],
);
