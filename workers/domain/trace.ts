/** Why a conversion is credited as it is: stored with it, shown to merchant and affiliate (checklist T10). */
import type { AttributionDecision } from "./attribution.ts";
import type { AttributionInput, Via } from "./attribution-input.ts";
import type { Considered } from "./considered.ts";
import type { Mode } from "./mode.ts";
import type { ProgramSettings } from "./program-settings.ts";
import type { InputSources } from "./replacing-report.ts";
import type { ConversionType, Trust } from "./report.ts";

/** What an earlier report of the same conversion had come to. */
export type ReplacedDecision = {
  readonly trust: Trust;
  readonly affiliateId: string | null;
  readonly via: Via | null;
  /** UTC ms. */
  readonly decidedAt: number;
};

/**
 * JSON that is stored. Ids, codes, times (UTC ms) and the settings that were in force; no personal data,
 * so that erasing a person leaves it as it is. `version` grows with its shape.
 */
export type AttributionTrace = {
  readonly version: 1;
  readonly conversionId: string;
  readonly programId: string;
  readonly mode: Mode;
  readonly type: ConversionType;
  readonly trust: Trust;
  readonly eventAt: number;
  readonly decidedAt: number;
  readonly confirmed: boolean;
  readonly rules: Pick<
    ProgramSettings,
    "attributionModel" | "clickWindowDays" | "couponPriority" | "rebind" | "leadWindowDays"
  >;
  readonly decision: Omit<AttributionDecision, "considered">;
  readonly considered: readonly Considered[];
  /** Where the inputs came from, when this report replaced another; else `null`. */
  readonly sources: InputSources | null;
  /** Earlier decisions, oldest first. */
  readonly replaced: readonly ReplacedDecision[];
};

/**
 * The trace of a decision.
 * @param report its trust; `previous` and `sources` when it replaces another of the same conversion
 * @param decidedAt UTC ms
 */
export function attributionTrace(
  input: AttributionInput,
  decision: AttributionDecision,
  report: {
    readonly trust: Trust;
    readonly decidedAt: number;
    readonly sources?: InputSources | null;
    readonly previous?: AttributionTrace | null;
  },
): AttributionTrace {
  const { attributionModel, clickWindowDays, couponPriority, rebind, leadWindowDays } =
    input.settings;
  const { considered, ...result } = decision;
  return {
    version: 1,
    conversionId: input.conversionId,
    programId: input.program.programId,
    mode: input.mode,
    type: input.type,
    trust: report.trust,
    eventAt: input.eventAt,
    decidedAt: report.decidedAt,
    confirmed: input.confirmed,
    rules: { attributionModel, clickWindowDays, couponPriority, rebind, leadWindowDays },
    decision: result,
    considered,
    sources: report.sources ?? null,
    replaced: replacedBy(report.previous ?? null),
  };
}

function replacedBy(previous: AttributionTrace | null): ReplacedDecision[] {
  if (previous === null) return [];
  const { trust, decidedAt, decision, replaced } = previous;
  const { affiliateId, via } = decision;
  return [...replaced, { trust, affiliateId, via, decidedAt }];
}
