/** What people add to an affiliate's balance, or take off it. Amounts are minor units of `currency`. */
import * as z from "zod";
import { AMOUNT_MAX } from "../domain/currency.ts";
import { isRate } from "../domain/fx.ts";
import { currency, idOf, line, minorUnits, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";
import { namesScope, scopeQuery } from "./scope-query.ts";

const REASON_LENGTH_MAX = 500;
const reason = line(REASON_LENGTH_MAX);
const positive = z.int().min(1).max(AMOUNT_MAX);

export const newAdjustmentSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bonus"), amount: positive, reason, mode: mode.optional() }),
  z.strictObject({
    kind: z.literal("adjustment"),
    /** Signed: negative is taken off, and may leave a debt. */
    amount: z
      .int()
      .min(-AMOUNT_MAX)
      .max(AMOUNT_MAX)
      .refine((amount) => amount !== 0, "Must not be 0"),
    reason,
    mode: mode.optional(),
  }),
  /** Lets go of a debt, or of a part of it. */
  z.strictObject({ kind: z.literal("write_off"), amount: positive, reason, mode: mode.optional() }),
]);
export type NewAdjustment = z.output<typeof newAdjustmentSchema>;

export const adjustmentSchema = z.object({
  id: idOf("adj"),
  program_id: idOf("prog"),
  affiliate_id: idOf("aff"),
  mode,
  kind: z.enum(["bonus", "adjustment", "write_off"]),
  currency,
  amount: minorUnits,
  reason: z.string(),
  /** Of a transfer between currencies: the leg that took off; `null` for everything else. */
  transfer_id: idOf("adj").nullable(),
  /** Of a transfer: units of the received currency for one of the taken. */
  rate: z.string().nullable(),
  /** The user or API key; `null` for the affiliate. */
  created_by: z.string().nullable(),
  created_at: timestamp,
});
export type AdjustmentAnswer = z.output<typeof adjustmentSchema>;

export const adjustmentsQuerySchema = z
  .strictObject({ ...scopeQuery, mode: mode.optional(), ...pageQuery })
  .refine(namesScope, { path: ["program_id"], error: "Name a program or an affiliate" });
export type AdjustmentsQuery = z.output<typeof adjustmentsQuerySchema>;

export const adjustmentsPageSchema = pageOf(adjustmentSchema);
export type AdjustmentsPage = Page<AdjustmentAnswer>;

export const newTransferSchema = z.strictObject({
  /** Another affiliate with the same payee, in a program of another currency. */
  to_affiliate_id: idOf("aff"),
  /** Of the taken currency; at most what is payable. */
  amount: positive,
  /** Units of the received currency for one of the taken: an exact decimal. */
  rate: z.string().refine(isRate, "Must be a positive decimal"),
  reason,
  mode: mode.optional(),
});
export type NewTransfer = z.output<typeof newTransferSchema>;

export const transferSchema = z.object({ taken: adjustmentSchema, received: adjustmentSchema });
export type TransferAnswer = z.output<typeof transferSchema>;
