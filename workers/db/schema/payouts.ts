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

/** `done`: none of its payouts can move by itself any more. */
export const PAYOUT_BATCH_STATES = ["assembling", "draft", "approved", "done", "canceled"] as const;
export type PayoutBatchState = (typeof PAYOUT_BATCH_STATES)[number];
export type PayoutBatchCause = "schedule" | "request" | "manual" | "final";

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
    state: text("state").$type<PayoutBatchState>().notNull().default("assembling"),
    /** Whose sources it takes: the programs that were due, ids. */
    programIds: json<string[]>("program_ids").notNull().default([]),
    /** What began it: the schedule of a day, an affiliate's request, a person. */
    cause: text("cause").$type<PayoutBatchCause>().notNull().default("manual"),
    /** Makes the same cause, twice or at the same time, one batch; `null` where a person began it. */
    causeKey: text("cause_key"),
    createdBy: text("created_by").notNull().default("system"),
    /** Who approved first, where the amount asks for a second person. */
    firstApprovedBy: text("first_approved_by"),
    firstApprovedAt: at("first_approved_at"),
    canceledAt: at("canceled_at"),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("payout_batches_by_organization").on(table.organizationId, table.mode, table.createdAt),
    uniqueIndex("payout_batches_one_per_cause")
      .on(table.organizationId, table.mode, table.currency, table.causeKey)
      .where(sql`cause_key is not null`),
    index("payout_batches_by_state").on(table.state, table.createdAt),
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
    /** Sum of its items when it was approved: what it may fall from, never rise above. */
    approvedAmount: minorUnits("approved_amount"),
    /** The version of the payee's method that pays it, fixed when it is processed. */
    methodId: text("method_id"),
    /** The version of the tax profile that its documents are made from. */
    taxProfileId: text("tax_profile_id"),
    feeBorneBy: text("fee_borne_by")
      .$type<"merchant" | "affiliate">()
      .notNull()
      .default("merchant"),
    /** How often a transfer was begun: with the id it is the provider's idempotency key. */
    attempts: integer("attempts").notNull().default(0),
    processingAt: at("processing_at"),
    /** When reconciliation asks the provider about it, at the earliest. */
    checkAt: at("check_at"),
  },
  (table) => [
    unique("payouts_one_per_payee").on(table.batchId, table.payeeId),
    uniqueIndex("payouts_provider_reference")
      .on(table.provider, table.providerReference)
      .where(sql`provider_reference is not null`),
    index("payouts_by_payee").on(table.payeeId, table.mode, table.createdAt),
    index("payouts_by_state").on(table.state, table.createdAt),
    index("payouts_to_check").on(table.checkAt).where(sql`check_at is not null`),
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
