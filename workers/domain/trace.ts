/** Why a conversion is credited as it is: stored with it, shown to merchant and affiliate (checklist T10). */
import type { AttributionDecision } from "./attribution.ts";
import type { AttributionInput, Via } from "./attribution-input.ts";
import type { Considered } from "./considered.ts";
import type { Mode } from "./mode.ts";
import type { ProgramSettings } from "./program-settings.ts";
import type { InputSources } from "./replacing-report.ts";
import type { ConversionType, Trust } from "./report.ts";

/** Why the decision before no longer holds; absent where a report of higher trust came. */
export type ReplacedCause = "confirmed" | "by_hand" | "rejected";

/** What an earlier decision on the same conversion had come to. */
export type ReplacedDecision = {
  readonly cause?: ReplacedCause;
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
 * @param report its trust; `previous`, `cause` and `sources` when it takes the place of an earlier one
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
    readonly cause?: ReplacedCause | null;
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
    replaced: replacedBy(report.previous ?? null, report.cause ?? null),
  };
}

function replacedBy(
  previous: AttributionTrace | null,
  cause: ReplacedCause | null,
): ReplacedDecision[] {
  if (previous === null) return [];
  const { trust, decidedAt, decision, replaced } = previous;
  const { affiliateId, via } = decision;
  return [
    ...replaced,
    { trust, affiliateId, via, decidedAt, ...(cause === null ? {} : { cause }) },
  ];
}

/** The person's decision that a trace rests on. */
export type TracedManual = {
  readonly decisionId: string;
  readonly decidedAt: number;
  readonly affiliateId: string | null;
  readonly moveBinding: boolean;
};

/** What a person had decided about the conversion: it goes before every report that comes later. */
export function manualOf({ considered, decidedAt }: AttributionTrace): TracedManual | null {
  const manual = considered.find(({ subject }) => subject.kind === "manual");
  const decisionId = manual?.subject.id ?? null;
  if (manual === undefined || decisionId === null) return null;
  const { facts, affiliateId } = manual;
  return {
    decisionId,
    decidedAt: typeof facts.decidedAt === "number" ? facts.decidedAt : decidedAt,
    affiliateId,
    moveBinding: facts.moveBinding === true,
  };
}
