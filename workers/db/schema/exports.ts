import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { at, id, oneOf } from "./columns.ts";
import { users } from "./users.ts";

export const EXPORT_STATES = ["running", "ready", "expired"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** A person's export of what is kept about them: made page by page, so that any step can be repeated. */
export const dataExports = sqliteTable(
  "data_exports",
  {
    id: id(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    state: text("state").$type<ExportState>().notNull(),
    /** How many of the parts (services/exports/parts.ts) are collected. */
    partsDone: integer("parts_done").notNull().default(0),
    /** Where the part at work goes on; `null` at its beginning. */
    position: text("position"),
    /** Pages that lie in R2 already. */
    pages: integer("pages").notNull().default(0),
    /** Of the zip; `null` until it is ready. */
    fileKey: text("file_key"),
    bytes: integer("bytes"),
    createdAt: at("created_at").notNull(),
    readyAt: at("ready_at"),
    /** The file is deleted then. */
    expiresAt: at("expires_at"),
  },
  (table) => [
    index("data_exports_by_user").on(table.userId, table.createdAt),
    uniqueIndex("data_exports_one_at_a_time").on(table.userId).where(sql`state = 'running'`),
    index("data_exports_by_expiry").on(table.state, table.expiresAt),
    oneOf("data_exports_state", table.state, EXPORT_STATES),
  ],
);
