/**
 * What signing in needs, beside users. Rows are written by better-auth (core/auth), whose models they are:
 * session, account, verification, twoFactor.
 */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "./columns.ts";
import { users } from "./users.ts";

/** A browser, or another client, in which somebody is signed in. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: id(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The cookie carries it signed, so that this alone opens nothing. */
    token: text("token").notNull().unique(),
    userAgent: text("user_agent"),
    /** Where it was opened, ISO 3166-1 alpha-2; never an address. */
    country: text("country"),
    /** When password or second factor were last given in this session: sensitive actions ask for it. */
    freshAt: instant("fresh_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Moved, with the expiry, once a day at most. */
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("sessions_by_user").on(table.userId, table.expiresAt),
    index("sessions_by_expiry").on(table.expiresAt),
  ],
);

/** How somebody proves who they are: by password. */
export const credentials = sqliteTable(
  "credentials",
  {
    id: id(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** Always `credential`, and then the account's id is the user's. */
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    /** `scrypt$…`, see core/auth/password-hash.ts. */
    password: text("password"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("credentials_by_user").on(table.userId)],
);

/** Values that prove something once: reset tokens, sign-ins that wait for their second factor. */
export const verifications = sqliteTable(
  "verifications",
  {
    id: id(),
    /** SHA-256 of what the person was given, base64url. */
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("verifications_by_identifier").on(table.identifier),
    index("verifications_by_value").on(table.value),
    index("verifications_by_expiry").on(table.expiresAt),
  ],
);

/** The second factor of a person. */
export const twoFactors = sqliteTable("two_factors", {
  id: id(),
  userId: text("user_id")
    .notNull()
    .unique()
    .references(() => users.id),
  /** Encrypted, as are the backup codes. */
  secret: text("secret").notNull(),
  backupCodes: text("backup_codes").notNull(),
  /** A first code was given: only then is it on. */
  verified: integer("verified", { mode: "boolean" }).notNull().default(false),
  /** Kept by better-auth; ours is sign_in_throttles. */
  failedVerificationCount: integer("failed_verification_count").notNull().default(0),
  lockedUntil: instant("locked_until"),
});

/** Tries of late, so that guessing has an end. Nothing here tells whose they are. */
export const signInThrottles = sqliteTable(
  "sign_in_throttles",
  {
    /** HMAC of what is limited (an e-mail address, or a day's client address), hex. */
    key: text("key").primaryKey(),
    /** When tries that did not succeed were made, UTC ms, inside the window. */
    tries: json<number[]>("tries").notNull(),
    /** UTC ms; nothing is tried before. */
    lockedUntil: instant("locked_until").notNull(),
    /** When the row means nothing any more. */
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("sign_in_throttles_by_expiry").on(table.expiresAt)],
);

/** From where a person has signed in before: a sign-in from elsewhere is told by mail. */
export const knownDevices = sqliteTable(
  "known_devices",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** As people call it: "Firefox on Windows". */
    device: text("device").notNull(),
    /** ISO 3166-1 alpha-2, or empty. */
    country: text("country").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.device, table.country] }),
    index("known_devices_by_age").on(table.lastSeenAt),
  ],
);
