/** What became of a report. */
import type { ExplanationStep } from "../../../domain/explanation.ts";
import type { AttributionTrace } from "../../../domain/trace.ts";
import type { CommissionRow, ConversionRow } from "./world.ts";

export type RecordedOutcome = {
  readonly kind: "recorded";
  /** `kept`: the conversion was there and the report changed nothing. */
  readonly result: "created" | "kept" | "replaced";
  readonly conversion: ConversionRow;
  readonly commissions: readonly CommissionRow[];
  readonly trace: AttributionTrace | null;
  /** Why a credited conversion earned nothing, or not all; empty for a report that was kept. */
  readonly reasons: readonly ExplanationStep[];
};

export type Outcome =
  | RecordedOutcome
  /** It matches several conversions: a person decides, nothing is booked. */
  | { readonly kind: "conflict"; readonly conversionIds: readonly string[] }
  /** The caller's Idempotency-Key was seen with this body: the first answer. */
  | { readonly kind: "replayed"; readonly status: number; readonly answer: unknown }
  /** The caller's Idempotency-Key was seen with another body. */
  | { readonly kind: "key_reused" }
  | { readonly kind: "unknown_program" };
