/** Decides one report on the world as it stands: what it is to the conversions that exist (rules.md 1). */
import {
  type ExistingConversion,
  identifyingReferences,
  type OneSaleDecision,
  oneSale,
} from "../../../domain/one-sale.ts";
import type { Outcome, RecordedOutcome } from "./outcome.ts";
import { NeedsOwnBatch, type Run } from "./run.ts";
import { settle } from "./settle.ts";
import { noteSighting, ownReference } from "./sightings.ts";
import type { Submission } from "./submission.ts";
import { conversionKey, type KnownConversion, referenceKey, type World } from "./world.ts";

/**
 * Puts what is to be written into the changes, and brings the world up to date.
 * @throws NeedsOwnBatch when the report changes what the same list decided, or other conversions.
 */
export async function decideReport(run: Run, submission: Submission): Promise<Outcome> {
  const { world } = run;
  const { report } = submission;
  const one = oneSale(
    report,
    existing(world, world.byKey.get(conversionKey(report))),
    identifyingReferences(report).flatMap(
      (reference) => existing(world, world.byReference.get(referenceKey(report, reference))) ?? [],
    ),
    world.program.settings,
  );
  switch (one.action) {
    case "conflict":
      return openReview(run, submission, one.conversionIds);
    case "sighting":
      return keep(run, submission, known(world, one.conversionId), one);
    case "replace":
      if (isDecidedHere(run, one.conversionId)) throw new NeedsOwnBatch();
      return replace(run, submission, one, known(world, one.conversionId));
    case "create":
      return settle(run, withFreeId(run, submission), one, null);
  }
}

/** What this very list made of a conversion is not stored yet, so it cannot be undone yet. */
const isDecidedHere = ({ changes }: Run, conversionId: string): boolean =>
  [...changes.conversions, ...changes.replaced].some(({ id }) => id === conversionId);

/**
 * A caller may use an Idempotency-Key again once its record is gone; the id derived from it then belongs
 * to what was reported under it long ago.
 */
function withFreeId({ world, newId }: Run, submission: Submission): Submission {
  const { report } = submission;
  if (!world.takenIds.has(report.conversionId)) return submission;
  return { ...submission, report: { ...report, conversionId: newId("conv") } };
}

function known(world: World, id: string): KnownConversion {
  const conversion = world.conversions.get(id);
  if (conversion === undefined) throw new Error(`${id} is no conversion that was loaded.`);
  return conversion;
}

function existing(world: World, id: string | undefined): ExistingConversion | null {
  if (id === undefined) return null;
  const { row, references, said } = known(world, id);
  const { touches, coupons } = row.inputs;
  return { ...row, conversionId: id, references, touches, coupons, identities: said.identities };
}

/** What the new report keeps of the one before, it keeps as that had said it: checked, and by its links. */
function replace(
  run: Run,
  submission: Submission,
  one: Extract<OneSaleDecision, { action: "replace" }>,
  before: KnownConversion,
): Promise<RecordedOutcome> {
  const { report, sources } = one;
  const tokens = sources.touches === "kept" ? before.said.tokens : submission.tokens;
  const codes = sources.coupons === "kept" ? before.said.codes : submission.codes;
  return settle(run, { ...submission, report, tokens, codes }, one, before);
}

/** A report that matches two conversions books nothing; a person decides. */
function openReview(
  run: Run,
  { report, hash }: Submission,
  conversionIds: readonly string[],
): Outcome {
  run.changes.reviews.push({
    id: run.newId("rev"),
    programId: report.programId,
    mode: report.mode,
    kind: "conversion.matches_several",
    fingerprint: hash,
    facts: { conversionIds, externalId: report.externalId, trust: report.trust },
    openedAt: run.now,
  });
  return { kind: "conflict", conversionIds };
}

/** A report of equal or lower trust changes nothing. The same one again says what it said first. */
function keep(
  run: Run,
  { report, hash }: Submission,
  conversion: KnownConversion,
  { references }: Extract<OneSaleDecision, { action: "sighting" }>,
): RecordedOutcome {
  const { row, commissions, trace } = conversion;
  const before = conversion.sightings.find(
    ({ trust, reportHash }) => trust === report.trust && reportHash === hash,
  );
  if (before === undefined) noteSighting(run, report, hash, conversion, "kept");
  for (const reference of references) ownReference(run, conversion, reference);
  const result = before?.outcome ?? "kept";
  return { kind: "recorded", result, conversion: row, commissions, trace, reasons: [] };
}
