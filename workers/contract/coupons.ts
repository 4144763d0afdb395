/** Queries, bodies and answers of `/api/v1/coupons`. */
import * as z from "zod";
import { idOf, line, mode, timestamp } from "./fields.ts";
import { importQuery, lineReportOf } from "./line-report.ts";
import { pageOf, pageQuery } from "./page.ts";
import { namesScope, scopeQuery } from "./scope-query.ts";

export const GENERATED_MAX = 1_000;

/** Compared without case and in compatibility forms (rules.md 2); shown as it was written. */
export const couponCode = z
  .string()
  .trim()
  .regex(/^[^\s\p{C}]{1,64}$/u, "Must be 1 to 64 characters without blanks");

export const COUPON_STATES = ["active", "ended"] as const;

export const couponSchema = z.object({
  id: idOf("coup"),
  program_id: idOf("prog"),
  /** `null`: the merchant's shared code, which credits nobody. */
  affiliate_id: idOf("aff").nullable(),
  mode,
  code: z.string(),
  state: z.enum(COUPON_STATES),
  active_from: timestamp,
  /** `null` while it is active. */
  active_until: timestamp.nullable(),
  created_at: timestamp,
});
export type CouponAnswer = z.output<typeof couponSchema>;

export const couponsQuerySchema = z
  .strictObject({
    ...scopeQuery,
    mode: mode.optional(),
    state: z.enum(COUPON_STATES).optional(),
    ...pageQuery,
  })
  .refine(namesScope, { path: ["program_id"], error: "Name the program or the affiliate" });
export type CouponsQuery = z.output<typeof couponsQuerySchema>;
export const couponsPageSchema = pageOf(couponSchema);

export const newCouponSchema = z.strictObject({
  program_id: idOf("prog"),
  affiliate_id: idOf("aff").nullable().default(null),
  code: couponCode,
  /** A key's own; live for people who name none. */
  mode: mode.optional(),
});
export type NewCoupon = z.output<typeof newCouponSchema>;

export const generateCouponsSchema = z
  .strictObject({
    program_id: idOf("prog"),
    affiliate_ids: z.array(idOf("aff")).min(1).max(GENERATED_MAX),
    /** Codes for each affiliate. */
    per_affiliate: z.int().min(1).max(GENERATED_MAX).default(1),
    /** `#` becomes a digit, `*` a letter or digit, `{affiliate}` the affiliate's code in capitals. */
    pattern: line(64),
    mode: mode.optional(),
  })
  .refine(
    ({ affiliate_ids, per_affiliate }) => affiliate_ids.length * per_affiliate <= GENERATED_MAX,
    { path: ["per_affiliate"], error: `At most ${GENERATED_MAX} codes at once` },
  )
  .refine(({ affiliate_ids }) => new Set(affiliate_ids).size === affiliate_ids.length, {
    path: ["affiliate_ids"],
    error: "An affiliate stands twice",
  });
export type GenerateCoupons = z.output<typeof generateCouponsSchema>;

export const generatedCouponsSchema = z.object({ coupons: z.array(couponSchema) });
export type GeneratedCoupons = z.output<typeof generatedCouponsSchema>;

/** Columns of an import; without `affiliate` (an id or a code) a coupon is shared. */
export const COUPON_COLUMNS = { required: ["code"], optional: ["affiliate"] } as const;

export const couponImportQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  mode: mode.optional(),
  ...importQuery,
});
export type CouponImportQuery = z.output<typeof couponImportQuerySchema>;

export const couponsReportSchema = lineReportOf({
  /** `null` in a dry run. */
  id: idOf("coup").nullable(),
  code: z.string(),
});
export type CouponsReport = z.output<typeof couponsReportSchema>;

export const validateCouponQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  code: couponCode,
  mode: mode.optional(),
});
export type ValidateCouponQuery = z.output<typeof validateCouponQuerySchema>;

export const couponValiditySchema = z.object({
  valid: z.boolean(),
  reason: z.enum(["unknown", "ended"]).nullable(),
  /** The one that has the code now, or had it last. */
  coupon: couponSchema.nullable(),
});
export type CouponValidity = z.output<typeof couponValiditySchema>;
