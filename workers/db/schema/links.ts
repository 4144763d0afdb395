import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { TargetRule, WeightedDestination } from "../../domain/destination.ts";
import type { Mode } from "../../domain/mode.ts";
import { affiliates } from "./affiliates.ts";
import { at, id, json, modeIs, oneOf } from "./columns.ts";
import { programs } from "./programs.ts";

/** The state of a link as lists filter by it; written alike in the index and in its queries. */
export const LINK_STATE = sql`(case when ended_at is not null then 'ended' when paused_at is not null then 'paused' else 'active' end)`;

/** Tracking links. A link never changes owner: it is ended and a new one is made (rules.md 2). */
export const links = sqliteTable(
  "links",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    /** `code`: the link behind `?via=code` on the merchant's own pages; it has no redirect. */
    kind: text("kind").$type<"redirect" | "code">().notNull(),
    /** A link domain, or `*` for `/r/:slug` on every host. */
    domain: text("domain").notNull().default("*"),
    /** Lower case; for a `code` link the affiliate's code, unique within the program by `domain`. */
    slug: text("slug").notNull(),
    destination: text("destination").notNull(),
    fallbackUrl: text("fallback_url"),
    targets: json<TargetRule[]>("targets").notNull(),
    split: json<WeightedDestination[]>("split").notNull(),
    /** Placeholders: `{affiliate}` (the code), `{slug}`, `{program}`. */
    utm: json<Record<string, string>>("utm").notNull(),
    expiresAt: at("expires_at"),
    clickCap: integer("click_cap"),
    /** Set by the counter when it saw the cap reached. */
    capReachedAt: at("cap_reached_at"),
    pausedAt: at("paused_at"),
    endedAt: at("ended_at"),
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    unique("links_slug").on(table.domain, table.slug),
    index("links_by_affiliate").on(table.affiliateId, table.createdAt, table.id),
    index("links_by_program").on(table.programId, table.createdAt, table.id),
    index("links_by_state").on(table.programId, LINK_STATE, table.createdAt, table.id),
    index("links_by_slug").on(table.programId, table.slug),
    index("links_of_codes")
      .on(table.programId, table.createdAt, table.id)
      .where(sql`kind = 'code'`),
    oneOf("links_kind", table.kind, ["redirect", "code"]),
    check("links_slug_folded", sql`${table.slug} = lower(${table.slug}) and ${table.slug} <> ''`),
    check("links_click_cap", sql`${table.clickCap} is null or ${table.clickCap} > 0`),
  ],
);

/** Whether a coupon has ended, 0 or 1; written alike in the index and in its queries. */
export const COUPON_ENDED = sql`(active_until is not null)`;

/** Coupons. One without an affiliate is the merchant's shared code and belongs to nobody. */
export const coupons = sqliteTable(
  "coupons",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    affiliateId: text("affiliate_id").references(() => affiliates.id),
    mode: text("mode").$type<Mode>().notNull(),
    code: text("code").notNull(),
    /** As `foldCouponCode` of the domain gives it. */
    codeFolded: text("code_folded").notNull(),
    activeFrom: at("active_from").notNull(),
    /** `null` while active. */
    activeUntil: at("active_until"),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("coupons_one_active")
      .on(table.programId, table.mode, table.codeFolded)
      .where(sql`active_until is null`),
    index("coupons_by_code").on(table.programId, table.mode, table.codeFolded, table.activeFrom),
    index("coupons_by_affiliate").on(table.affiliateId, table.mode, table.createdAt),
    index("coupons_by_program").on(table.programId, table.mode, table.createdAt),
    index("coupons_by_state").on(table.programId, table.mode, COUPON_ENDED, table.createdAt),
    modeIs("coupons_mode", table.mode),
    check(
      "coupons_range",
      sql`${table.activeUntil} is null or ${table.activeUntil} >= ${table.activeFrom}`,
    ),
  ],
);
