import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { MEMBER_ROLES, type MemberRole } from "../../domain/roles.ts";
import { at, id, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { groups, programs } from "./programs.ts";
import { users } from "./users.ts";

/** Who works for an organization, and in which role. */
export const members = sqliteTable(
  "members",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").$type<MemberRole>().notNull(),
    /** Guards updates. */
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index("members_by_user").on(table.userId),
    oneOf("members_role", table.role, MEMBER_ROLES),
  ],
);

/** An invitation by mail: to an organization's team, or into a program as an affiliate. */
export const invitations = sqliteTable(
  "invitations",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    kind: text("kind").$type<"member" | "affiliate">().notNull(),
    /** Of an affiliate's invitation. */
    programId: text("program_id").references(() => programs.id),
    groupId: text("group_id").references(() => groups.id),
    /** Of a member's invitation. */
    role: text("role").$type<MemberRole>(),
    /** Lower case; emptied when it is accepted, revoked or has expired for 30 days (rules.md 12). */
    email: text("email").notNull(),
    /** SHA-256 of the token in the mail, hex. */
    tokenSha256: text("token_sha256").notNull().unique(),
    invitedBy: text("invited_by").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    acceptedAt: at("accepted_at"),
    acceptedBy: text("accepted_by").references(() => users.id),
    revokedAt: at("revoked_at"),
  },
  (table) => [
    index("invitations_by_organization").on(table.organizationId, table.createdAt),
    index("invitations_by_accepter").on(table.acceptedBy),
    index("invitations_by_expiry").on(table.expiresAt),
    index("invitations_by_email").on(table.organizationId, table.email),
    index("invitations_by_address").on(table.email),
    oneOf("invitations_kind", table.kind, ["member", "affiliate"]),
    check(
      "invitations_subject",
      sql`(${table.kind} = 'member') = (${table.role} is not null) and (${table.kind} = 'affiliate') = (${table.programId} is not null)`,
    ),
  ],
);

/** People who run the installation. Never made by sign-up. */
export const platformAdmins = sqliteTable("platform_admins", {
  userId: text("user_id")
    .primaryKey()
    .references(() => users.id),
  createdBy: text("created_by").notNull(),
  createdAt: at("created_at").notNull(),
});
