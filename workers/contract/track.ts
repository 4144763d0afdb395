/** Bodies and answers of `/api/v1/track/*`. Amounts are integers in minor units of `currency`. */
import * as z from "zod";
import { AMOUNT_MAX, isAmount, isCurrency } from "../domain/currency.ts";
import { REFERENCE_KINDS } from "../domain/report.ts";

/**
 * Half of a surrogate pair has no UTF-8: a database keeps something else, and what was recorded under such
 * a text is never found again.
 */
const wellFormed = (text: z.ZodString) =>
  text.refine((value) => value.isWellFormed(), { error: "Not well-formed Unicode." });
const text = (max: number) => wellFormed(z.string().trim().min(1).max(max));
const amount = z
  .number()
  .refine(isAmount, { error: `A whole number of minor units, 0 to ${AMOUNT_MAX}.` });

/** UTC ms from ISO 8601 with an offset, or from an integer of milliseconds. */
const instant = z.union([
  z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)),
  z.int().min(0).max(8.64e15),
]);

/**
 * Days are written with four digits of the year (domain/calendar.ts), and a reward's duration adds months
 * to them. What is later is a mistake, such as microseconds.
 */
const INSTANT_MAX = Date.UTC(9000, 0);
const plausible = instant.refine((at) => at >= 0 && at < INSTANT_MAX, {
  error: "A time between the years 1970 and 9000.",
});

/** Shop or Stripe account. */
const origin = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
const program_id = z.string().regex(/^prog_[0-9a-z]{26}$/);
const currency = z.string().refine(isCurrency, { error: "Not an ISO 4217 code in use." });
const reference = z.strictObject({ kind: z.enum(REFERENCE_KINDS), value: text(255) });

const customer = z
  .strictObject({
    external_id: text(128).optional(),
    email: z.email().max(254).optional(),
    stripe_customer: text(128).optional(),
    subscription: text(128).optional(),
  })
  .refine((value) => Object.values(value).some((part) => part !== undefined), {
    error: "A customer needs at least one identity.",
  });

const item = z.strictObject({
  id: text(128).optional(),
  product: text(128).optional(),
  category: text(128).optional(),
  quantity: z.int().min(1).max(1_000_000).default(1),
  amount,
});

const metadata = z
  .record(wellFormed(z.string().min(1).max(40)), wellFormed(z.string().max(500)))
  .refine((value) => Object.keys(value).length <= 50, { error: "At most 50 keys." });

const credit = {
  program_id: program_id.optional(),
  origin: origin.default("main"),
  external_id: text(128).optional(),
  references: z.array(reference).max(20).default([]),
  occurred_at: instant.optional(),
  /**
   * What `td('id')` gave. Anything that is not a token gets no credit, with the reason in the trace: a
   * sale is never lost for a damaged token.
   */
  click_token: z.string().max(512).optional(),
  coupon: text(64).optional(),
  coupons: z
    .array(z.strictObject({ code: text(64), redeemed_at: plausible.optional() }))
    .max(20)
    .optional(),
  customer: customer.optional(),
  metadata: metadata.default({}),
};

const money = {
  amount: amount.optional(),
  gross: amount.optional(),
  tax: amount.default(0),
  shipping: amount.default(0),
  discount: amount.default(0),
  currency: currency.optional(),
  items: z.array(item).max(200).default([]),
};

type MoneyFields = {
  amount?: number | undefined;
  gross?: number | undefined;
  tax: number;
  shipping: number;
  currency?: string | undefined;
};

/** One amount, or a gross one with its parts; and never without a currency. */
function checkMoney({ value, issues }: z.core.ParsePayload<MoneyFields>): void {
  const refuse = (path: string, message: string) =>
    issues.push({ code: "custom", path: [path], message, input: value });
  if (value.amount !== undefined && value.gross !== undefined) {
    refuse("amount", "Give either amount or gross.");
  }
  if (value.amount !== undefined && (value.tax > 0 || value.shipping > 0)) {
    refuse("amount", "With tax or shipping the amount is called gross.");
  }
  const any = value.amount ?? value.gross;
  if (any !== undefined && value.currency === undefined) {
    refuse("currency", "An amount needs its currency.");
  }
  if (any === undefined && (value.tax > 0 || value.shipping > 0 || value.currency !== undefined)) {
    refuse("amount", "The amount is missing.");
  }
}

export const leadSchema = z.strictObject({ ...credit, ...money }).check(checkMoney);

export const eventSchema = z
  .strictObject({ ...credit, ...money, name: z.string().regex(/^[a-z0-9_.-]{1,64}$/) })
  .check(checkMoney);

export const saleSchema = z
  .strictObject({
    ...credit,
    ...money,
    external_id: text(128),
    /** Start of the invoiced period, for renewals. */
    period_start: plausible.optional(),
  })
  .check((context) => {
    checkMoney(context);
    const { amount: one, gross } = context.value;
    if (one === undefined && gross === undefined && context.issues.length === 0) {
      context.issues.push({
        code: "custom",
        path: ["amount"],
        message: "A sale needs an amount.",
        input: context.value,
      });
    }
  });

export const refundSchema = z.strictObject({
  program_id: program_id.optional(),
  origin: origin.default("main"),
  /** Id of the refund: the same one again changes nothing. */
  external_id: text(128),
  /** The sale's external id, or a reference of it. */
  sale: z.union([z.strictObject({ external_id: text(128) }), z.strictObject({ reference })]),
  amount: z.int().min(1).max(AMOUNT_MAX),
  currency,
  items: z
    .array(z.strictObject({ id: text(128), amount }))
    .max(200)
    .default([]),
  occurred_at: instant.optional(),
});

export const BULK_MAX = 500;

/** Each line is checked and answered by itself, so that one wrong line does not stop the others. */
export const bulkSchema = z.strictObject({
  conversions: z
    .array(z.looseObject({ type: z.enum(["lead", "sale", "event", "refund"]) }))
    .min(1)
    .max(BULK_MAX),
});

export type LeadBody = z.output<typeof leadSchema>;
export type SaleBody = z.output<typeof saleSchema>;
export type EventBody = z.output<typeof eventSchema>;
export type RefundBody = z.output<typeof refundSchema>;
export type BulkBody = z.output<typeof bulkSchema>;

/** The schema of each kind of call. */
export const trackSchemas = {
  lead: leadSchema,
  sale: saleSchema,
  event: eventSchema,
  refund: refundSchema,
} as const;
