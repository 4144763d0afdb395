import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { at, id, json, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { users } from "./users.ts";

/** The legal person whom an organization pays (rules.md 8). */
export const payees = sqliteTable(
  "payees",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    userId: text("user_id").references(() => users.id),
    kind: text("kind").$type<"person" | "company">().notNull(),
    name: text("name").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("payees_by_organization").on(table.organizationId, table.createdAt),
    index("payees_by_user").on(table.userId),
    uniqueIndex("payees_one_per_user")
      .on(table.organizationId, table.userId)
      .where(sql`user_id is not null`),
    oneOf("payees_kind", table.kind, ["person", "company"]),
  ],
);

/** Versions of how a payee is paid; a change is used only from `usable_at` on. */
export const payoutMethods = sqliteTable(
  "payout_methods",
  {
    id: id(),
    payeeId: text("payee_id")
      .notNull()
      .references(() => payees.id),
    version: integer("version").notNull(),
    kind: text("kind").notNull(),
    details: json<Record<string, string>>("details").notNull(),
    /** Keyed hash of the details: finds two affiliates who share a method. */
    fingerprint: text("fingerprint").notNull(),
    createdAt: at("created_at").notNull(),
    usableAt: at("usable_at").notNull(),
  },
  (table) => [
    unique("payout_methods_version").on(table.payeeId, table.version),
    index("payout_methods_by_fingerprint").on(table.fingerprint),
  ],
);

/** Versions of a payee's tax profile; a document names the version it was made from. */
export const taxProfiles = sqliteTable(
  "tax_profiles",
  {
    id: id(),
    payeeId: text("payee_id")
      .notNull()
      .references(() => payees.id),
    version: integer("version").notNull(),
    country: text("country").notNull(),
    treatment: text("treatment").notNull(),
    details: json<Record<string, string>>("details").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at"),
  },
  (table) => [unique("tax_profiles_version").on(table.payeeId, table.version)],
);
