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
import { affiliates } from "./affiliates.ts";
import { at, day, id, json, minorUnits, mode, modeIs, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { payees } from "./payees.ts";

export const PAYOUT_STATES = [
  "draft",
  "needs_tax_profile",
  "needs_invoice",
  "approved",
  "processing",
  "paid",
  "failed",
  "canceled",
  "returned",
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

export const payoutBatches = sqliteTable(
  "payout_batches",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    mode: mode(),
    currency: text("currency").notNull(),
    cutOffAt: at("cut_off_at").notNull(),
    /** How far assembly came: it is done in chunks that can be repeated. */
    progress: json<Record<string, string | number>>("progress").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: at("approved_at"),
    approvedAmount: minorUnits("approved_amount"),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("payout_batches_by_organization").on(table.organizationId, table.mode, table.createdAt),
    modeIs("payout_batches_mode", table.mode),
  ],
);

export const payouts = sqliteTable(
  "payouts",
  {
    id: id(),
    batchId: text("batch_id")
      .notNull()
      .references(() => payoutBatches.id),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    payeeId: text("payee_id")
      .notNull()
      .references(() => payees.id),
    mode: mode(),
    currency: text("currency").notNull(),
    amount: minorUnits("amount").notNull(),
    fee: minorUnits("fee").notNull().default(0),
    state: text("state").$type<PayoutState>().notNull(),
    provider: text("provider"),
    /** The provider's own id; unique, so that no transfer settles two payouts. */
    providerReference: text("provider_reference"),
    failure: text("failure"),
    createdAt: at("created_at").notNull(),
    settledAt: at("settled_at"),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    unique("payouts_one_per_payee").on(table.batchId, table.payeeId),
    uniqueIndex("payouts_provider_reference")
      .on(table.provider, table.providerReference)
      .where(sql`provider_reference is not null`),
    index("payouts_by_payee").on(table.payeeId, table.mode, table.createdAt),
    index("payouts_by_state").on(table.state, table.createdAt),
    index("payouts_by_organization").on(table.organizationId, table.mode, table.createdAt),
    modeIs("payouts_mode", table.mode),
    oneOf("payouts_state", table.state, PAYOUT_STATES),
    check("payouts_amount", sql`${table.amount} > 0 and ${table.fee} >= 0`),
  ],
);

/** What a payout pays: each item one payable source with a signed amount. */
export const payoutItems = sqliteTable(
  "payout_items",
  {
    id: id(),
    payoutId: text("payout_id")
      .notNull()
      .references(() => payouts.id),
    affiliateId: text("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    sourceKind: text("source_kind")
      .$type<"commission" | "reversal" | "bonus" | "adjustment" | "tax">()
      .notNull(),
    sourceId: text("source_id").notNull(),
    mode: mode(),
    amount: minorUnits("amount").notNull(),
    currency: text("currency").notNull(),
    /** Set when the payout was canceled, or the item was taken out: the source is open again. */
    releasedAt: at("released_at"),
  },
  (table) => [
    uniqueIndex("payout_items_source_in_one_live_payout")
      .on(table.sourceKind, table.sourceId)
      .where(sql`released_at is null`),
    index("payout_items_by_payout").on(table.payoutId),
    oneOf("payout_items_source_kind", table.sourceKind, [
      "commission",
      "reversal",
      "bonus",
      "adjustment",
      "tax",
    ]),
    modeIs("payout_items_mode", table.mode),
    check("payout_items_amount", sql`${table.amount} <> 0`),
  ],
);

/** Self-billed invoices, corrections and statements (rules.md 9). */
export const documents = sqliteTable(
  "documents",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    payeeId: text("payee_id")
      .notNull()
      .references(() => payees.id),
    payoutId: text("payout_id").references(() => payouts.id),
    mode: mode(),
    kind: text("kind").$type<"self_billed_invoice" | "correction" | "statement">().notNull(),
    series: text("series").notNull(),
    year: integer("year").notNull(),
    number: integer("number").notNull(),
    /** The document that a correction corrects. */
    correctsId: text("corrects_id"),
    taxProfileId: text("tax_profile_id"),
    currency: text("currency").notNull(),
    net: minorUnits("net").notNull(),
    vat: minorUnits("vat").notNull(),
    lines: json<Record<string, unknown>[]>("lines").notNull(),
    issuedOn: day("issued_on").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    unique("documents_number").on(
      table.organizationId,
      table.series,
      table.year,
      table.mode,
      table.number,
    ),
    index("documents_by_payee").on(table.payeeId, table.createdAt),
    index("documents_by_payout").on(table.payoutId),
    modeIs("documents_mode", table.mode),
    oneOf("documents_kind", table.kind, ["self_billed_invoice", "correction", "statement"]),
    check("documents_number_positive", sql`${table.number} > 0`),
  ],
);

/** The last number taken in a series: taken in the batch that writes the document. */
export const documentCounters = sqliteTable(
  "document_counters",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    series: text("series").notNull(),
    year: integer("year").notNull(),
    mode: mode(),
    lastNumber: integer("last_number").notNull(),
  },
  (table) => [
    unique("document_counters_one").on(table.organizationId, table.series, table.year, table.mode),
    modeIs("document_counters_mode", table.mode),
  ],
);
