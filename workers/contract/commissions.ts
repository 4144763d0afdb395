/** Queries and answers of `/api/v1/commissions`. Amounts are minor units of `currency`. */
import * as z from "zod";
import type { ExplanationStep } from "../domain/explanation.ts";
import type { AttributionTrace } from "../domain/trace.ts";

export const PAGE_LIMIT_MAX = 100;

export const commissionsQuerySchema = z.strictObject({
  affiliate_id: z.string().regex(/^aff_[0-9a-z]{26}$/),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,16}\.com_[0-9a-z]{26}$/)
    .optional(),
});
export type CommissionsQuery = z.output<typeof commissionsQuerySchema>;

export type CommissionAnswer = {
  readonly id: string;
  readonly affiliate_id: string;
  readonly conversion_id: string | null;
  readonly kind: string;
  readonly level: number;
  readonly item: string | null;
  readonly base: number;
  readonly amount: number;
  readonly reversed: number;
  readonly currency: string;
  readonly state: string;
  readonly held_reasons: readonly string[];
  readonly awaits_sale: boolean;
  readonly approved: boolean;
  readonly event_at: string;
  readonly matures_at: string;
};

export type CommissionsPage = {
  readonly commissions: readonly CommissionAnswer[];
  /** For the next page; `null` on the last. */
  readonly next_cursor: string | null;
};

/** Why this affiliate, which rule, and how the amount came about. */
export type CommissionTrace = {
  readonly commission: CommissionAnswer;
  readonly attribution: {
    /** In plain words. */
    readonly sentences: readonly string[];
    readonly trace: AttributionTrace | null;
  };
  readonly amount: {
    readonly sentences: readonly string[];
    readonly steps: readonly ExplanationStep[];
  };
};
