import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { at, id, json, oneOf } from "./columns.ts";

export const MAIL_STATES = ["queued", "sent", "failed"] as const;
export type MailState = (typeof MAIL_STATES)[number];

/**
 * Every mail of the last 90 days: what was sent to whom, or why not. Holds a person's address, so rows are
 * deleted then (services/mails/prune.ts), and erased with the person before.
 */
export const mails = sqliteTable(
  "mails",
  {
    id: id(),
    /** A key of contract/mails.ts `mailParamSchemas`. */
    kind: text("kind").notNull(),
    toAddress: text("to_address").notNull(),
    userId: text("user_id"),
    organizationId: text("organization_id"),
    programId: text("program_id"),
    locale: text("locale").notNull(),
    /** May hold one-time links: emptied in the statement that marks the mail sent or failed. */
    params: json<Record<string, unknown>>("params").notNull(),
    state: text("state").$type<MailState>().notNull(),
    /** Times that it was handed to the transport. */
    attempts: integer("attempts").notNull().default(0),
    /** Until then (UTC ms) one delivery is at it, and another keeps away. */
    leasedUntil: at("leased_until").notNull().default(0),
    /** Of the last attempt, without any address. */
    lastError: text("last_error"),
    createdAt: at("created_at").notNull(),
    sentAt: at("sent_at"),
  },
  (table) => [
    index("mails_by_age").on(table.createdAt),
    index("mails_by_state").on(table.state, table.createdAt),
    index("mails_by_user").on(table.userId),
    index("mails_by_organization").on(table.organizationId, table.createdAt),
    oneOf("mails_state", table.state, MAIL_STATES),
  ],
);
