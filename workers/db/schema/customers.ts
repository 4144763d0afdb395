import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { IDENTITY_KINDS, type IdentityKind } from "../../domain/report.ts";
import { affiliates } from "./affiliates.ts";
import { at, id, mode, modeIs, oneOf } from "./columns.ts";
import { programs } from "./programs.ts";
import { rewardVersions } from "./rewards.ts";

/** Who buys. What identifies a customer is in customer_identities alone. */
export const customers = sqliteTable(
  "customers",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    /** Set when two customers turned out to be one: this id lives on as an alias of that. */
    mergedIntoId: text("merged_into_id"),
    mergedAt: at("merged_at"),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("customers_by_program").on(table.programId, table.mode, table.createdAt),
    index("customers_by_merged_into").on(table.mergedIntoId),
    foreignKey({ columns: [table.mergedIntoId], foreignColumns: [table.id] }),
    modeIs("customers_mode", table.mode),
  ],
);

/** The ways of naming a customer, each of which names only one (rules.md 6). */
export const customerIdentities = sqliteTable(
  "customer_identities",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    origin: text("origin").notNull(),
    kind: text("kind").$type<IdentityKind>().notNull(),
    value: text("value").notNull(),
    customerId: text("customer_id")
      .notNull()
      .references(() => customers.id),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.programId, table.mode, table.origin, table.kind, table.value],
    }),
    index("customer_identities_by_customer").on(table.customerId),
    modeIs("customer_identities_mode", table.mode),
    oneOf("customer_identities_kind", table.kind, IDENTITY_KINDS),
  ],
);

/** A customer's lasting tie to an affiliate. At most one is live. */
export const bindings = sqliteTable(
  "bindings",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    customerId: text("customer_id")
      .notNull()
      .references(() => customers.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    /** The version of the base reward in force when the tie was made. */
    rewardVersionId: text("reward_version_id").references(() => rewardVersions.id),
    /** The conversion that made it. */
    conversionId: text("conversion_id").notNull(),
    via: text("via").$type<"click" | "coupon" | "manual">().notNull(),
    /** Event time of the binding event. */
    boundAt: at("bound_at").notNull(),
    /** Event time of the lead that made it; `null` when a sale did. */
    leadAt: at("lead_at"),
    /** Event time of the first sale under it. */
    firstSaleAt: at("first_sale_at"),
    endedAt: at("ended_at"),
    endReason: text("end_reason"),
    /** Guards updates. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("bindings_one_live").on(table.customerId).where(sql`ended_at is null`),
    index("bindings_by_customer").on(table.customerId),
    index("bindings_by_affiliate").on(table.affiliateId),
    modeIs("bindings_mode", table.mode),
    oneOf("bindings_via", table.via, ["click", "coupon", "manual"]),
  ],
);
