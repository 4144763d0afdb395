import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { at } from "./columns.ts";
import { users } from "./users.ts";

/** Accounts that end, or have ended (rules.md 12). A deletion that is called off has no row. */
export const accountDeletions = sqliteTable(
  "account_deletions",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    requestedAt: at("requested_at").notNull(),
    /** Not before; moved when something stands in the way. */
    dueAt: at("due_at").notNull(),
    /** Keyed hash of the e-mail address, hex: stays, against fraud and debt. `null` until it is done. */
    emailHash: text("email_hash"),
    /** When the person was erased. */
    erasedAt: at("erased_at"),
  },
  (table) => [
    index("account_deletions_due").on(table.erasedAt, table.dueAt),
    index("account_deletions_by_email").on(table.emailHash),
  ],
);
