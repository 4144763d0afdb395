/** Queries and answers of `/api/v1/commissions`. Amounts are minor units of `currency`. */
import * as z from "zod";
import { COMMISSION_STATES } from "../domain/commission-state.ts";
import type { ExplanationStep } from "../domain/explanation.ts";
import type { AttributionTrace } from "../domain/trace.ts";
import { currency, idOf, minorUnits, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";
import { namesScope, scopeQuery } from "./scope-query.ts";

export const commissionState = z.enum(COMMISSION_STATES);

export const commissionsQuerySchema = z
  .strictObject({
    ...scopeQuery,
    state: commissionState.optional(),
    mode: mode.optional(),
    ...pageQuery,
  })
  .refine(namesScope, {
    path: ["program_id"],
    error: "Name a program or an affiliate",
  });
export type CommissionsQuery = z.output<typeof commissionsQuerySchema>;

export const commissionSchema = z.object({
  id: idOf("com"),
  program_id: idOf("prog"),
  affiliate_id: idOf("aff"),
  /** `null` for clicks and bonuses that no conversion caused. */
  conversion_id: idOf("conv").nullable(),
  kind: z.enum(["base", "bonus", "second_level", "click"]),
  level: z.int(),
  /** The item that it is for; `null` when it is for the whole. */
  item: z.string().nullable(),
  base: minorUnits,
  amount: minorUnits,
  reversed: minorUnits,
  currency,
  state: commissionState,
  /** What blocks `payable` without stopping the clock. */
  held_reasons: z.array(z.string()),
  awaits_sale: z.boolean(),
  approved: z.boolean(),
  /** Why a person rejected it. */
  rejected_reason: z.string().nullable(),
  /** Why a person took it back after it was paid. */
  reversal_reason: z.string().nullable(),
  event_at: timestamp,
  matures_at: timestamp,
});
export type CommissionAnswer = z.output<typeof commissionSchema>;

export const commissionsPageSchema = pageOf(commissionSchema);
export type CommissionsPage = Page<CommissionAnswer>;

/** Why this affiliate, which rule, and how the amount came about. */
export const commissionTraceSchema = z.object({
  commission: commissionSchema,
  attribution: z.object({
    /** In plain words. */
    sentences: z.array(z.string()),
    trace: z.custom<AttributionTrace>().nullable(),
  }),
  amount: z.object({
    sentences: z.array(z.string()),
    steps: z.array(z.custom<ExplanationStep>()),
  }),
});
export type CommissionTrace = z.output<typeof commissionTraceSchema>;
