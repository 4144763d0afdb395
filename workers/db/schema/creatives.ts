import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { at, id, oneOf } from "./columns.ts";
import { groups, programs } from "./programs.ts";

/** Marketing material of a program. Files lie in R2 under `file_key`; a text has none. */
export const creatives = sqliteTable(
  "creatives",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    /** Only for affiliates of this group; for all when `null`. */
    groupId: text("group_id").references(() => groups.id),
    kind: text("kind").$type<"image" | "text" | "banner">().notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** Of a text. */
    body: text("body"),
    /** Where a banner's embed code leads, through the affiliate's own link. */
    destination: text("destination"),
    fileKey: text("file_key"),
    contentType: text("content_type"),
    bytes: integer("bytes"),
    width: integer("width"),
    height: integer("height"),
    archivedAt: at("archived_at"),
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("creatives_by_program").on(table.programId, table.createdAt),
    oneOf("creatives_kind", table.kind, ["image", "text", "banner"]),
  ],
);
