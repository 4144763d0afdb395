/** Answers of `/api/v1/track/*`. */
import * as z from "zod";
import { CONVERSION_TYPES, TRUST_ORDER } from "../domain/report.ts";
import { currency, idOf, minorUnits, mode, timestamp } from "./fields.ts";
import { problemSchema } from "./problem.ts";

const trackedCommissionSchema = z
  .object({
    id: idOf("com"),
    affiliate_id: idOf("aff"),
    level: z.int().describe("1: who made the conversion; 2: who recruited them."),
    kind: z.string(),
    item: z.string().nullable().describe("Key of the item that it is for; null for the whole."),
    amount: minorUnits,
    currency,
    state: z.string(),
    held_reasons: z.array(z.string()).readonly(),
    matures_at: timestamp,
    explanation: z.array(z.string()).readonly(),
  })
  .meta({ id: "TrackedCommission" });
export type TrackedCommission = z.output<typeof trackedCommissionSchema>;

export const trackAnswerSchema = z
  .object({
    result: z
      .enum(["created", "replaced", "kept"])
      .describe("Created, replaced by this report, or kept as it was."),
    conversion: z.object({
      id: idOf("conv"),
      program_id: idOf("prog"),
      mode,
      type: z.enum(CONVERSION_TYPES),
      event_name: z.string().nullable(),
      origin: z.string(),
      external_id: z.string(),
      trust: z.enum(TRUST_ORDER),
      customer_id: idOf("cus").nullable(),
      affiliate_id: idOf("aff").nullable(),
      via: z.enum(["manual", "binding", "coupon", "click"]).nullable(),
      link_id: idOf("link").nullable(),
      coupon_id: idOf("coup").nullable(),
      occurred_at: timestamp,
      currency: currency.nullable(),
      gross: minorUnits.nullable(),
      base: minorUnits.nullable(),
      needs_confirmation: z
        .boolean()
        .describe("A bare browser's sale: it waits for a report of higher trust, or a person."),
    }),
    commissions: z.array(trackedCommissionSchema).readonly(),
    no_commission: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .describe("Why nothing was earned; null when something was."),
    attribution: z
      .array(z.string())
      .readonly()
      .describe("Why it was credited as it was, in words."),
    notes: z.array(z.string()).readonly().describe("What else earned nothing, and why."),
  })
  .meta({ id: "TrackAnswer" });
export type TrackAnswer = z.output<typeof trackAnswerSchema>;

/** Answer 202: stored, and recorded as soon as the database answers again. */
export type AcceptedAnswer = { readonly result: "accepted" } & (
  | { /** The id that it will have, if it is new. */ readonly conversion: { readonly id: string } }
  | { readonly refund: { readonly id: string } }
);

export const refundAnswerSchema = z
  .object({
    refund: z.object({
      id: idOf("ref"),
      external_id: z.string(),
      amount: minorUnits,
      currency,
      conversion_id: idOf("conv")
        .nullable()
        .describe("The sale that it was found to belong to; null while it waits for it."),
      occurred_at: timestamp,
    }),
  })
  .meta({ id: "RefundAnswer" });
export type RefundAnswer = z.output<typeof refundAnswerSchema>;

export const bulkAnswerSchema = z.object({
  results: z.array(
    z.object({
      status: z.int(),
      answer: z.union([trackAnswerSchema, refundAnswerSchema]).optional(),
      problem: problemSchema.optional(),
    }),
  ),
});

export const signingSecretSchema = z.object({ program_id: idOf("prog"), secret: z.string() });
