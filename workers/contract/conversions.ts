/** Queries, bodies and answers of `/api/v1/conversions`. Amounts are minor units of the currency beside them. */
import * as z from "zod";
import { CONVERSION_TYPES, REFERENCE_KINDS, TRUST_ORDER } from "../domain/report.ts";
import type { AttributionTrace } from "../domain/trace.ts";
import { commissionSchema, commissionState } from "./commissions.ts";
import { currency, day, idOf, instant, line, minorUnits, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";
import { problemSchema } from "./problem.ts";
import { namesScope, scopeQuery } from "./scope-query.ts";

export const BULK_DECISIONS_MAX = 100;

type Filters = {
  readonly affiliate_id?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly type?: unknown;
  readonly commission_state?: unknown;
  readonly needs_confirmation?: unknown;
};

/** Of a whole program, each of these goes by an index of its own. */
const oneOfWholeProgram = (query: Filters): boolean =>
  query.affiliate_id !== undefined ||
  query.customer_id !== undefined ||
  [query.type, query.commission_state, query.needs_confirmation].filter((one) => one !== undefined)
    .length <= 1;

export const conversionsQuerySchema = z
  .strictObject({
    ...scopeQuery,
    customer_id: idOf("cus").optional(),
    type: z.enum(CONVERSION_TYPES).optional(),
    commission_state: commissionState.optional(),
    needs_confirmation: z.literal("true").optional(),
    from: instant.optional(),
    to: instant.optional(),
    sort: z.enum(["occurred_at", "-occurred_at"]).default("-occurred_at"),
    mode: mode.optional(),
    ...pageQuery,
  })
  .refine(namesScope, {
    path: ["program_id"],
    error: "Name a program or an affiliate",
  })
  .refine(oneOfWholeProgram, {
    path: ["type"],
    error: "Of a whole program: one of type, commission_state and needs_confirmation",
  });
export type ConversionsQuery = z.output<typeof conversionsQuerySchema>;

export const conversionSchema = z
  .object({
    id: idOf("conv"),
    program_id: idOf("prog"),
    mode,
    type: z.enum(CONVERSION_TYPES),
    event_name: z.string().nullable(),
    state: z
      .enum(["credited", "uncredited", "unconfirmed", "rejected"])
      .describe("Unconfirmed: a browser alone reported it, and it waits for a person or the shop."),
    trust: z.enum(TRUST_ORDER).describe("Whose report it rests on."),
    /** What the merchant calls it, and who bought; `null` for an affiliate. */
    origin: z.string().nullable(),
    external_id: z.string().nullable(),
    customer_id: idOf("cus").nullable(),
    affiliate_id: idOf("aff").nullable(),
    via: z.enum(["manual", "binding", "coupon", "click"]).nullable(),
    link_id: idOf("link").nullable(),
    coupon_id: idOf("coup").nullable(),
    occurred_at: timestamp,
    recorded_at: timestamp,
    day,
    currency: currency.nullable(),
    gross: minorUnits.nullable(),
    tax: minorUnits.nullable(),
    shipping: minorUnits.nullable(),
    discount: minorUnits.nullable(),
    base: minorUnits.nullable(),
    base_in_program: minorUnits
      .nullable()
      .describe("In the program's currency; null without a rate."),
    refunded: minorUnits.nullable(),
    first_sale: z.boolean(),
    renewal: z.boolean(),
    country: z.string().nullable(),
    device: z.string().nullable(),
    os: z.string().nullable(),
    browser: z.string().nullable(),
    referrer_host: z.string().nullable(),
    utm: z.record(z.string(), z.string()).nullable(),
    sub_ids: z.array(z.string()).nullable(),
    rejected_at: timestamp.nullable(),
    rejected_reason: z.string().nullable(),
    commissions: z.array(commissionSchema).describe("Those in force; an affiliate sees his own."),
    /** Grows when it is decided again. */
    version: z.int(),
  })
  .meta({ id: "Conversion" });
export type ConversionAnswer = z.output<typeof conversionSchema>;

export const conversionsPageSchema = pageOf(conversionSchema);
export type ConversionsPage = Page<ConversionAnswer>;

export const conversionDetailsSchema = conversionSchema
  .extend({
    references: z.array(z.object({ kind: z.enum(REFERENCE_KINDS), value: z.string() })),
    items: z.array(
      z.object({
        id: z.string().nullable(),
        product: z.string().nullable(),
        category: z.string().nullable(),
        quantity: z.int(),
        amount: minorUnits,
        base: minorUnits,
      }),
    ),
    metadata: z.record(z.string(), z.string()),
    attribution: z.array(z.string()).describe("Why it is credited as it is, in words."),
  })
  .meta({ id: "ConversionDetails" });
export type ConversionDetails = z.output<typeof conversionDetailsSchema>;

export const conversionTraceSchema = z.object({
  conversion_id: idOf("conv"),
  sentences: z.array(z.string()),
  /** The merchant's alone. */
  trace: z.custom<AttributionTrace>().nullable(),
  /** Earlier decisions on it, the oldest first; the merchant's alone. */
  earlier: z.array(
    z.object({ version: z.int(), at: timestamp, trace: z.custom<AttributionTrace>() }),
  ),
});
export type ConversionTrace = z.output<typeof conversionTraceSchema>;

/** Why a person decides so; told to the affiliate. */
const reason = line(500);

export const rejectBodySchema = z.strictObject({ reason });
export type RejectBody = z.output<typeof rejectBodySchema>;

export const reattributeBodySchema = z.strictObject({
  affiliate_id: idOf("aff").nullable().describe("null: nobody is to be credited."),
  reason,
  recover: z
    .boolean()
    .default(false)
    .describe("Take back what was paid already; the affiliate who had it sees the reason."),
  move_binding: z
    .boolean()
    .default(false)
    .describe("Tie the customer to that affiliate too, for what he buys later."),
});
export type ReattributeBody = z.output<typeof reattributeBodySchema>;

const conversionIds = z
  .array(idOf("conv"))
  .min(1)
  .max(BULK_DECISIONS_MAX)
  .refine((ids) => new Set(ids).size === ids.length, "Must name each conversion once");

export const bulkApproveBodySchema = z.strictObject({ conversion_ids: conversionIds });
export const bulkRejectBodySchema = z.strictObject({ conversion_ids: conversionIds, reason });

/** In the order of the ids. */
export const bulkDecisionsSchema = z.object({
  done: z.int(),
  refused: z.int(),
  lines: z.array(
    z.discriminatedUnion("status", [
      z.object({
        conversion_id: idOf("conv"),
        status: z.literal("done"),
        conversion: conversionSchema,
      }),
      z.object({
        conversion_id: idOf("conv"),
        status: z.literal("refused"),
        problem: problemSchema,
      }),
    ]),
  ),
});
export type BulkDecisions = z.output<typeof bulkDecisionsSchema>;
