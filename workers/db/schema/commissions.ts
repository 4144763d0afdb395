import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { COMMISSION_STATES, type CommissionState } from "../../domain/commission-state.ts";
import type { ExplanationStep } from "../../domain/explanation.ts";
import { affiliates } from "./affiliates.ts";
import { at, day, id, json, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { conversions } from "./conversions.ts";
import { programs } from "./programs.ts";
import { rewards, rewardVersions } from "./rewards.ts";

/** What an affiliate earns by a conversion, a day of clicks, or a bonus. */
export const commissions = sqliteTable(
  "commissions",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    /** `null` for clicks and bonuses that no conversion caused. */
    conversionId: text("conversion_id").references(() => conversions.id),
    /** The conversion's revision that it was computed from. */
    revision: integer("revision").notNull().default(1),
    /** `whole`, or the position of the item that it is for; for clicks `link:day:sequence`. */
    itemKey: text("item_key").notNull(),
    rewardId: text("reward_id")
      .notNull()
      .references(() => rewards.id),
    rewardVersionId: text("reward_version_id")
      .notNull()
      .references(() => rewardVersions.id),
    /** 1: who made the conversion; 2: who recruited them. */
    level: integer("level").notNull(),
    kind: text("kind").$type<"base" | "bonus" | "second_level" | "click">().notNull(),
    parentId: text("parent_id"),
    /** ISO 4217 of the program. */
    currency: text("currency").notNull(),
    base: minorUnits("base").notNull(),
    amount: minorUnits("amount").notNull(),
    reversed: minorUnits("reversed").notNull().default(0),
    followsRefunds: integer("follows_refunds", { mode: "boolean" }).notNull(),
    /** A lead's commission that waits for the customer's first paid sale. */
    awaitsSale: integer("awaits_sale", { mode: "boolean" }).notNull().default(false),
    state: text("state").$type<CommissionState>().notNull(),
    /** What blocks `payable` without stopping the clock: `affiliate_suspended`, `needs_confirmation`, … */
    heldReasons: json<string[]>("held_reasons").notNull().default([]),
    /** Event day in the program's zone. */
    day: day("day").notNull(),
    eventAt: at("event_at").notNull(),
    maturesAt: at("matures_at").notNull(),
    approvedAt: at("approved_at"),
    /** `rule`, or the id of who approved. */
    approvedBy: text("approved_by"),
    rejectedReason: text("rejected_reason"),
    /** Why a person took it back after it was paid. */
    reversalReason: text("reversal_reason"),
    explanation: json<ExplanationStep[]>("explanation").notNull(),
    /** Set when the conversion was decided again: its transactions are mirrored. */
    supersededAt: at("superseded_at"),
    createdAt: at("created_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("commissions_one")
      .on(table.conversionId, table.itemKey, table.rewardId, table.affiliateId, table.level)
      .where(sql`superseded_at is null and conversion_id is not null`),
    uniqueIndex("commissions_one_of_clicks")
      .on(table.affiliateId, table.mode, table.rewardVersionId, table.itemKey)
      .where(sql`kind = 'click'`),
    index("commissions_by_affiliate").on(table.affiliateId, table.mode, table.eventAt),
    index("commissions_by_program").on(table.programId, table.mode, table.eventAt),
    index("commissions_by_state")
      .on(table.programId, table.mode, table.state, table.eventAt, table.conversionId)
      .where(sql`superseded_at is null`),
    index("commissions_by_conversion").on(table.conversionId),
    /** With all that reports sum up: what clicks earned is in no day total of conversions. */
    index("commissions_of_clicks")
      .on(
        table.programId,
        table.mode,
        table.day,
        table.affiliateId,
        table.itemKey,
        table.state,
        table.amount,
        table.reversed,
      )
      .where(sql`kind = 'click' and superseded_at is null`),
    index("commissions_maturing").on(table.state, table.maturesAt),
    index("commissions_by_parent").on(table.parentId),
    foreignKey({ columns: [table.parentId], foreignColumns: [table.id] }),
    modeIs("commissions_mode", table.mode),
    oneOf("commissions_state", table.state, COMMISSION_STATES),
    oneOf("commissions_kind", table.kind, ["base", "bonus", "second_level", "click"]),
    check("commissions_level", sql`${table.level} in (1, 2)`),
    check("commissions_reversed", sql`${table.reversed} between 0 and max(${table.amount}, 0)`),
    check(
      "commissions_payable_is_approved",
      sql`${table.state} not in ('payable', 'paid') or (${table.approvedAt} is not null and ${table.heldReasons} = '[]' and ${table.awaitsSale} = 0)`,
    ),
  ],
);
