import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "./columns.ts";

/** A person who can sign in. Personal data of people lives here and in payees only (rules.md 12). */
export const users = sqliteTable("users", {
  id: id(),
  name: text("name").notNull(),
  /** Lower case. */
  email: text("email").notNull().unique(),
  createdAt: instant("created_at").notNull(),
  /** Without it there is no session. */
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  /** Where the photo is; `null` without one. */
  image: text("image"),
  /** Of mails and screens, as in `de`; `null` until the person has chosen. */
  locale: text("locale"),
  /** Once on, no session opens without the second factor. */
  twoFactorEnabled: integer("two_factor_enabled", { mode: "boolean" }).notNull().default(false),
  updatedAt: instant("updated_at").notNull().default(0),
});
