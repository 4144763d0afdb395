import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from "drizzle-orm/sqlite-core";
import type { RewardDefinition } from "../../domain/reward.ts";
import { affiliates } from "./affiliates.ts";
import { at, id, json, mode, modeIs, oneOf } from "./columns.ts";
import { groups, programs } from "./programs.ts";

/** A commission rule. What it says is in its versions; this row says whom it is for. */
export const rewards = sqliteTable(
  "rewards",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    scope: text("scope").$type<"program" | "group" | "affiliate">().notNull(),
    groupId: text("group_id").references(() => groups.id),
    affiliateId: text("affiliate_id").references(() => affiliates.id),
    /** Order within a scope: the first match wins. */
    position: integer("position").notNull(),
    name: text("name").notNull(),
    createdAt: at("created_at").notNull(),
    archivedAt: at("archived_at"),
    /** Guards updates of name, position and archiving. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("rewards_by_program").on(table.programId),
    index("rewards_in_order").on(table.programId, table.id),
    index("rewards_by_group").on(table.groupId, table.id),
    index("rewards_by_affiliate").on(table.affiliateId, table.id),
    oneOf("rewards_scope", table.scope, ["program", "group", "affiliate"]),
    check(
      "rewards_scope_subject",
      sql`(${table.scope} = 'group') = (${table.groupId} is not null) and (${table.scope} = 'affiliate') = (${table.affiliateId} is not null)`,
    ),
  ],
);

/** Immutable versions of a reward (rules.md 5); a trigger refuses changes. */
export const rewardVersions = sqliteTable(
  "reward_versions",
  {
    id: id(),
    rewardId: text("reward_id")
      .notNull()
      .references(() => rewards.id),
    version: integer("version").notNull(),
    validFrom: at("valid_from").notNull(),
    appliesTo: text("applies_to").$type<"new" | "renewals_too">().notNull(),
    /** From then on renewals of bound customers follow this version as well. */
    renewalsFrom: at("renewals_from"),
    definition: json<RewardDefinition>("definition").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    unique("reward_versions_version").on(table.rewardId, table.version),
    oneOf("reward_versions_applies_to", table.appliesTo, ["new", "renewals_too"]),
    check(
      "reward_versions_renewals_from",
      sql`(${table.appliesTo} = 'renewals_too') = (${table.renewalsFrom} is not null)`,
    ),
  ],
);

/** How much of a cap is used. Changes only with a guard on the value read. */
export const capCounters = sqliteTable(
  "cap_counters",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    /** Cap, its scope's subject and its period, as the domain spells it. */
    key: text("key").notNull(),
    value: integer("value").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.programId, table.mode, table.key] }),
    modeIs("cap_counters_mode", table.mode),
    check("cap_counters_value", sql`${table.value} >= 0`),
  ],
);
