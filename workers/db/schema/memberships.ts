/** What belongs to an affiliate's membership beside its state: how it began, tags, notes. */
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { FormAnswer } from "../../domain/application-form.ts";
import { affiliates } from "./affiliates.ts";
import { at, id, json, oneOf } from "./columns.ts";
import { programs } from "./programs.ts";

/** An application to a program, and what was decided. One affiliate may apply again after a refusal. */
export const applications = sqliteTable(
  "applications",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    /** Answers to the form as it was; emptied when the person is erased. */
    answers: json<FormAnswer[]>("answers").notNull(),
    decision: text("decision").$type<"open" | "approved" | "rejected">().notNull(),
    reason: text("reason"),
    decidedBy: text("decided_by"),
    decidedAt: at("decided_at"),
    submittedAt: at("submitted_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("applications_by_program").on(table.programId, table.decision, table.submittedAt),
    /** The list of all: open ones first. */
    index("applications_open_first").on(
      table.programId,
      sql`(decision = 'open')`,
      table.submittedAt,
    ),
    uniqueIndex("applications_one_open").on(table.affiliateId).where(sql`decision = 'open'`),
    index("applications_by_affiliate").on(table.affiliateId),
    oneOf("applications_decision", table.decision, ["open", "approved", "rejected"]),
  ],
);

export const affiliateTags = sqliteTable(
  "affiliate_tags",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    /** Lower case. */
    tag: text("tag").notNull(),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
  },
  (table) => [
    primaryKey({ columns: [table.programId, table.tag, table.affiliateId] }),
    index("affiliate_tags_by_affiliate").on(table.affiliateId),
  ],
);

/** What a merchant's team writes about an affiliate; never shown to him. */
export const affiliateNotes = sqliteTable(
  "affiliate_notes",
  {
    id: id(),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    authorId: text("author_id").notNull(),
    text: text("text").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("affiliate_notes_by_affiliate").on(table.affiliateId, table.createdAt)],
);
