/** One sale, many reports: what a report is to the conversions that exist (rules.md 1). */
import type { Mode } from "./mode.ts";
import type { ProgramSettings } from "./program-settings.ts";
import { type InputSources, type RestsOn, replacingReport } from "./replacing-report.ts";
import {
  type ConversionType,
  type Reference,
  type Report,
  TRUST_ORDER,
  type Trust,
} from "./report.ts";

/** A conversion as far as it matters to a further report of it. */
export type ExistingConversion = RestsOn & {
  readonly programId: string;
  readonly mode: Mode;
  readonly type: ConversionType;
  readonly eventName: string;
  /** Identifying ones. */
  readonly references: readonly Reference[];
};

export type OneSaleDecision =
  | {
      readonly action: "create";
      readonly references: readonly Reference[];
      /** Stays pending until a report of higher trust, or a person, confirms it. */
      readonly needsConfirmation: boolean;
    }
  | {
      readonly action: "sighting";
      readonly conversionId: string;
      /** New references that the conversion gains: never from a report of lower trust. */
      readonly references: readonly Reference[];
    }
  | {
      readonly action: "replace";
      readonly conversionId: string;
      /** What to decide again from. */
      readonly report: Report;
      readonly sources: InputSources;
      /** References that the conversion gains. */
      readonly references: readonly Reference[];
      readonly needsConfirmation: boolean;
    }
  | {
      readonly action: "conflict";
      readonly code: "conversion.matches_several";
      /** In the order of their ids. */
      readonly conversionIds: readonly string[];
    };

/** Where trust stands in its order: higher replaces lower. */
export const trustRank = (trust: Trust): number => TRUST_ORDER.indexOf(trust);

/**
 * References that say which conversion a report is about. A subscription is none: every renewal carries
 * it, so it names the customer (see docs/decisions). For a sale without a reference of kind `order`, its
 * external id is one, so that a shop's order number meets the same number in a provider's metadata.
 */
export function identifyingReferences(
  report: Pick<Report, "type" | "externalId" | "references">,
): Reference[] {
  const own = report.references.filter(({ kind }) => kind !== "subscription");
  if (report.type === "sale" && !own.some(({ kind }) => kind === "order")) {
    own.push({ kind: "order", value: report.externalId });
  }
  return distinct(own);
}

/**
 * Decides what to do with a report.
 * @param byKey the conversion with its key (program, mode, origin, type, event name, external id)
 * @param byReferences conversions of its type that own one of its `identifyingReferences`
 */
export function oneSale(
  report: Report,
  byKey: ExistingConversion | null,
  byReferences: readonly ExistingConversion[],
  settings: Pick<ProgramSettings, "browserSalesNeedConfirmation">,
): OneSaleDecision {
  const references = identifyingReferences(report);
  const matches = distinctMatches(report, references, byKey, byReferences);
  const needsConfirmation = confirmationNeeded(report, settings);
  const [existing, ...others] = matches;
  if (existing === undefined) return { action: "create", references, needsConfirmation };
  if (others.length > 0) {
    const conversionIds = matches.map(({ conversionId }) => conversionId).sort();
    return { action: "conflict", code: "conversion.matches_several", conversionIds };
  }
  const { conversionId } = existing;
  const gained = references.filter((reference) => !has(existing.references, reference));
  const step = Math.sign(trustRank(report.trust) - trustRank(existing.trust));
  if (step <= 0) {
    return { action: "sighting", conversionId, references: step === 0 ? gained : [] };
  }
  const replaced = replacingReport(existing, report, settings);
  return { action: "replace", conversionId, ...replaced, references: gained, needsConfirmation };
}

/** Whether the report is a bare-browser sale in a program that does not take those at their word. */
export function confirmationNeeded(
  report: Pick<Report, "type" | "trust">,
  settings: Pick<ProgramSettings, "browserSalesNeedConfirmation">,
): boolean {
  return (
    report.type === "sale" && report.trust === "browser" && settings.browserSalesNeedConfirmation
  );
}

/** Whether the report may make a commission at all: with `stripeOnly`, only a provider's sale does. */
export function makesCommission(
  report: Pick<Report, "type" | "trust">,
  settings: Pick<ProgramSettings, "stripeOnly">,
): boolean {
  return !settings.stripeOnly || report.type !== "sale" || report.trust === "provider";
}

function distinctMatches(
  report: Report,
  references: readonly Reference[],
  byKey: ExistingConversion | null,
  byReferences: readonly ExistingConversion[],
): ExistingConversion[] {
  const matches = new Map<string, ExistingConversion>();
  if (byKey !== null && sameKind(byKey, report) && byKey.externalId === report.externalId) {
    matches.set(byKey.conversionId, byKey);
  }
  for (const candidate of byReferences) {
    const shared = candidate.references.some((reference) => has(references, reference));
    if (shared && sameKind(candidate, report)) matches.set(candidate.conversionId, candidate);
  }
  return [...matches.values()];
}

/** Two shops, two programs, the two modes, and two types of event never share a conversion. */
function sameKind(existing: ExistingConversion, report: Report): boolean {
  return (
    existing.programId === report.programId &&
    existing.mode === report.mode &&
    existing.origin === report.origin &&
    existing.type === report.type &&
    existing.eventName === report.eventName
  );
}

function has(references: readonly Reference[], wanted: Reference): boolean {
  return references.some(({ kind, value }) => kind === wanted.kind && value === wanted.value);
}

function distinct(references: readonly Reference[]): Reference[] {
  return references.filter(
    ({ kind, value }, index) =>
      references.findIndex((other) => other.kind === kind && other.value === value) === index,
  );
}
