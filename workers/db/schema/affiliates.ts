import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { AFFILIATE_STATES, type AffiliateState } from "../../domain/states.ts";
import { at, id, oneOf } from "./columns.ts";
import { payees } from "./payees.ts";
import { groups, programs } from "./programs.ts";
import { users } from "./users.ts";

/** A person's or company's membership of a program. Names and addresses are the user's and payee's. */
export const affiliates = sqliteTable(
  "affiliates",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    userId: text("user_id").references(() => users.id),
    payeeId: text("payee_id").references(() => payees.id),
    /** The public code of `?via=code`, lower case. Not a name: it is seen in addresses. */
    code: text("code").notNull(),
    /** The state in force now; the history is in affiliate_states. */
    state: text("state").$type<AffiliateState>().notNull(),
    /** Fixed at application (rules.md 5, second level). */
    recruiterId: text("recruiter_id"),
    recruitedAt: at("recruited_at"),
    /** Grows with every change that the edge must see. */
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    unique("affiliates_code").on(table.programId, table.code),
    uniqueIndex("affiliates_one_per_user")
      .on(table.programId, table.userId)
      .where(sql`user_id is not null`),
    index("affiliates_by_program").on(table.programId, table.createdAt),
    index("affiliates_by_state").on(table.programId, table.state, table.createdAt),
    index("affiliates_by_recruiter").on(table.recruiterId),
    index("affiliates_by_user").on(table.userId),
    index("affiliates_by_payee").on(table.payeeId),
    foreignKey({ columns: [table.recruiterId], foreignColumns: [table.id] }),
    check("affiliates_recruiter_is_another", sql`${table.recruiterId} <> ${table.id}`),
    check("affiliates_code_folded", sql`${table.code} = lower(${table.code})`),
    oneOf("affiliates_state", table.state, AFFILIATE_STATES),
  ],
);

/** Dated states of an affiliate (rules.md 3); never changed, only added to. */
export const affiliateStates = sqliteTable(
  "affiliate_states",
  {
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    fromAt: at("from_at").notNull(),
    sequence: integer("sequence").notNull(),
    state: text("state").$type<AffiliateState>().notNull(),
    reason: text("reason"),
  },
  (table) => [
    primaryKey({ columns: [table.affiliateId, table.fromAt, table.sequence] }),
    oneOf("affiliate_states_state", table.state, AFFILIATE_STATES),
  ],
);

/** Which group an affiliate was in, by date: a change of group behaves like an edit of rewards. */
export const affiliateGroups = sqliteTable(
  "affiliate_groups",
  {
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    fromAt: at("from_at").notNull(),
    /** `null`: in no group from then on. */
    groupId: text("group_id").references(() => groups.id),
    /** A change reaches customers bound later [new], or renewals of earlier ones too. */
    appliesTo: text("applies_to").$type<"new" | "renewals_too">().notNull().default("new"),
  },
  (table) => [
    primaryKey({ columns: [table.affiliateId, table.fromAt] }),
    oneOf("affiliate_groups_applies_to", table.appliesTo, ["new", "renewals_too"]),
  ],
);

/** Which version of the terms an affiliate accepted, and when. */
export const termsAcceptances = sqliteTable(
  "terms_acceptances",
  {
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    version: integer("version").notNull(),
    acceptedAt: at("accepted_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.affiliateId, table.version] })],
);
