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
  /** The key of the photo in R2; `null` without one. */
  image: text("image"),
  /** Of mails and screens, as in `de`; `null` until the person has chosen. */
  locale: text("locale"),
  /** IANA name, of the screens; `null`: the browser's. */
  timeZone: text("time_zone"),
  /** Of the screens; `null`: the system's. */
  theme: text("theme").$type<"light" | "dark">(),
  /** Once on, no session opens without the second factor. */
  twoFactorEnabled: integer("two_factor_enabled", { mode: "boolean" }).notNull().default(false),
  updatedAt: instant("updated_at").notNull().default(0),
});
