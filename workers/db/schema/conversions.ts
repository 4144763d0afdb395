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
import {
  CONVERSION_TYPES,
  type ConversionType,
  type ReferenceKind,
  type ReportedCoupon,
  TRUST_ORDER,
  type Trust,
} from "../../domain/report.ts";
import type { AttributionTrace } from "../../domain/trace.ts";
import { affiliates } from "./affiliates.ts";
import { at, day, id, json, minorUnits, mode, modeIs, notNegative, oneOf } from "./columns.ts";
import { customers } from "./customers.ts";
import { coupons, links } from "./links.ts";
import { programs } from "./programs.ts";

/** Reference kinds that identify one conversion; a subscription names the customer instead. */
const IDENTIFYING_KINDS = ["order", "checkout_session", "payment_intent", "charge", "invoice"];

/**
 * Leads, sales and custom events. That one sale is one conversion is held by `conversions_one` and by
 * the key of conversion_references, not by reading first (rules.md 1).
 */
export const conversions = sqliteTable(
  "conversions",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    /** Shop or Stripe account. */
    origin: text("origin").notNull(),
    type: text("type").$type<ConversionType>().notNull(),
    /** Name of a custom event, else empty. */
    eventName: text("event_name").notNull(),
    externalId: text("external_id").notNull(),
    trust: text("trust").$type<Trust>().notNull(),
    customerId: text("customer_id").references(() => customers.id),
    /** Whom it is credited to. */
    affiliateId: text("affiliate_id").references(() => affiliates.id),
    via: text("via").$type<"manual" | "binding" | "coupon" | "click">(),
    linkId: text("link_id").references(() => links.id),
    couponId: text("coupon_id").references(() => coupons.id),
    clickAt: at("click_at"),
    clickNonce: text("click_nonce"),
    country: text("country"),
    occurredAt: at("occurred_at").notNull(),
    /** Event day in the program's zone. */
    day: day("day").notNull(),
    recordedAt: at("recorded_at").notNull(),
    bulk: integer("bulk", { mode: "boolean" }).notNull().default(false),
    /** ISO 4217 of the amounts as reported; `null` where there are none. */
    currency: text("currency"),
    gross: minorUnits("gross").notNull().default(0),
    tax: minorUnits("tax").notNull().default(0),
    shipping: minorUnits("shipping").notNull().default(0),
    discount: minorUnits("discount").notNull().default(0),
    asReported: integer("as_reported", { mode: "boolean" }).notNull().default(false),
    /** Minor units of `currency`. */
    base: minorUnits("base").notNull().default(0),
    /** The base in the program's currency; `null` while no rate is known. */
    baseInProgram: minorUnits("base_in_program"),
    rate: text("rate"),
    rateSource: text("rate_source"),
    rateDay: day("rate_day"),
    refunded: minorUnits("refunded").notNull().default(0),
    /** The first credited sale (base over 0) of its customer. */
    isFirstSale: integer("is_first_sale", { mode: "boolean" }).notNull().default(false),
    isRenewal: integer("is_renewal", { mode: "boolean" }).notNull().default(false),
    periodStart: at("period_start"),
    metadata: json<Record<string, string>>("metadata").notNull(),
    /** How the customer came, as the report in force said: a replacing report may keep it. */
    inputs: json<{ touches: string; coupons: ReportedCoupon[] }>("inputs").notNull(),
    /** What its commissions took of caps: given back when they are replaced. */
    capUse: json<{ key: string; add: number }[]>("cap_use").notNull().default([]),
    /** A bare browser's report that waits for a report of higher trust or a person. */
    needsConfirmation: integer("needs_confirmation", { mode: "boolean" }).notNull().default(false),
    /** Days of hold as they were when it was recorded; `null` in rows of before they were kept. */
    holdDays: integer("hold_days"),
    /** Set when a person rejected it: it is credited to nobody. */
    rejectedAt: at("rejected_at"),
    rejectedReason: text("rejected_reason"),
    /** Facts of the click, written by `conversion.enrich`. */
    enrichment: text("enrichment")
      .$type<"none" | "pending" | "found" | "unknown">()
      .notNull()
      .default("none"),
    device: text("device"),
    os: text("os"),
    browser: text("browser"),
    referrerHost: text("referrer_host"),
    clickUtm: json<Record<string, string>>("click_utm"),
    clickSub: json<string[]>("click_sub"),
    /** Grows when it is decided again, by a report of higher trust or a person; guards updates. */
    revision: integer("revision").notNull().default(1),
  },
  (table) => [
    unique("conversions_one").on(
      table.programId,
      table.mode,
      table.origin,
      table.type,
      table.eventName,
      table.externalId,
    ),
    index("conversions_by_program").on(table.programId, table.mode, table.occurredAt),
    index("conversions_by_type").on(table.programId, table.mode, table.type, table.occurredAt),
    index("conversions_unconfirmed")
      .on(table.programId, table.mode, table.occurredAt)
      .where(sql`needs_confirmation = 1 and rejected_at is null`),
    index("conversions_by_day").on(table.programId, table.mode, table.day),
    index("conversions_by_affiliate").on(table.affiliateId, table.mode, table.occurredAt),
    index("conversions_by_customer").on(table.customerId, table.occurredAt),
    index("conversions_by_click").on(table.linkId, table.clickAt, table.clickNonce),
    /** SQLite looks for a coupon's conversions whenever several coupons are made. */
    index("conversions_by_coupon").on(table.couponId).where(sql`coupon_id is not null`),
    modeIs("conversions_mode", table.mode),
    oneOf("conversions_type", table.type, CONVERSION_TYPES),
    oneOf("conversions_trust", table.trust, TRUST_ORDER),
    oneOf("conversions_enrichment", table.enrichment, ["none", "pending", "found", "unknown"]),
    check("conversions_event_name", sql`(${table.type} = 'event') = (${table.eventName} <> '')`),
    check(
      "conversions_credited_somehow",
      sql`(${table.affiliateId} is null) = (${table.via} is null)`,
    ),
    notNegative(
      "conversions_amounts",
      table.gross,
      table.tax,
      table.shipping,
      table.discount,
      table.base,
      table.refunded,
    ),
  ],
);

/** Order numbers and payment ids: a report that shares one is the same conversion. */
export const conversionReferences = sqliteTable(
  "conversion_references",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    mode: mode(),
    origin: text("origin").notNull(),
    type: text("type").$type<ConversionType>().notNull(),
    eventName: text("event_name").notNull(),
    kind: text("kind").$type<ReferenceKind>().notNull(),
    value: text("value").notNull(),
    conversionId: text("conversion_id")
      .notNull()
      .references(() => conversions.id),
  },
  (table) => [
    primaryKey({
      columns: [
        table.programId,
        table.mode,
        table.origin,
        table.kind,
        table.value,
        table.type,
        table.eventName,
      ],
    }),
    index("conversion_references_by_conversion").on(table.conversionId),
    modeIs("conversion_references_mode", table.mode),
    oneOf("conversion_references_kind", table.kind, IDENTIFYING_KINDS),
  ],
);

export const conversionItems = sqliteTable(
  "conversion_items",
  {
    conversionId: text("conversion_id")
      .notNull()
      .references(() => conversions.id),
    revision: integer("revision").notNull(),
    position: integer("position").notNull(),
    itemId: text("item_id"),
    product: text("product"),
    category: text("category"),
    quantity: integer("quantity").notNull(),
    /** As reported, and its part of the base; minor units of the conversion's currency. */
    amount: minorUnits("amount").notNull(),
    base: minorUnits("base").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversionId, table.revision, table.position] }),
    check("conversion_items_quantity", sql`${table.quantity} > 0`),
    notNegative("conversion_items_amounts", table.amount, table.base),
  ],
);

/** Every report of a conversion, and what became of it; the same report again is the same row. */
export const sightings = sqliteTable(
  "sightings",
  {
    /** `sig_…` */
    id: id(),
    conversionId: text("conversion_id")
      .notNull()
      .references(() => conversions.id),
    trust: text("trust").$type<Trust>().notNull(),
    outcome: text("outcome").$type<"created" | "kept" | "replaced">().notNull(),
    at: at("at").notNull(),
    externalId: text("external_id").notNull(),
    /** SHA-256 of the report's facts, hex. */
    reportHash: text("report_hash").notNull(),
  },
  (table) => [
    unique("sightings_one").on(table.conversionId, table.trust, table.reportHash),
    oneOf("sightings_trust", table.trust, TRUST_ORDER),
    oneOf("sightings_outcome", table.outcome, ["created", "kept", "replaced"]),
  ],
);

/** Why a conversion was credited as it was; one row a decision, never changed. */
export const attributionTraces = sqliteTable(
  "attribution_traces",
  {
    conversionId: text("conversion_id")
      .notNull()
      .references(() => conversions.id),
    revision: integer("revision").notNull(),
    at: at("at").notNull(),
    trace: json<AttributionTrace>("trace").notNull(),
  },
  (table) => [primaryKey({ columns: [table.conversionId, table.revision] })],
);
