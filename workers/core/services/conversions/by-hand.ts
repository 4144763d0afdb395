/** What a person decides about a conversion: loaded, decided again, and committed in one batch. */
import type { ConversionAnswer } from "../../../contract/conversions.ts";
import { problem } from "../../../contract/problem.ts";
import { StaleWriteError, WriteBatch } from "../../../db/batch.ts";
import type { FoundConversion } from "../../../db/queries/conversions.ts";
import { selectHistory } from "../../../db/queries/customers.ts";
import { findInPayout } from "../../../db/queries/record-writes.ts";
import { dayInZone } from "../../../domain/calendar.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { noChanges } from "./changes.ts";
import { conversionAnswer } from "./conversion-answer.ts";
import { findAllowed } from "./find-allowed.ts";
import { historiesOf } from "./history.ts";
import { recordingKeys } from "./keys.ts";
import { loadProgram, loadWorld } from "./load-world.ts";
import type { Run } from "./run.ts";
import { storedSubmission } from "./stored-submission.ts";
import type { Submission } from "./submission.ts";
import { type History, type KnownConversion, rateKey, type World } from "./world.ts";
import { writeChanges } from "./write-changes.ts";

const programNotFound = problem("program.not_found");
const inPayout = problem("commission.in_payout");

/** A conversion as it stands, with all that a decision about it is made from. */
export type OpenCase = {
  readonly run: Run;
  readonly known: KnownConversion;
  readonly submission: Submission;
  /** What the customer had done before it. */
  readonly asOf: History;
  /** Of the audit event, which stands for the decision. */
  readonly decisionId: string;
};

export type HandDecision = {
  readonly action: Extract<Action, `conversion.${string}`>;
  /** Whom it is about, beside those whom the conversion names. */
  readonly affiliateIds?: readonly string[];
  /** Whether there is anything to decide; may throw. */
  readonly isOpen: (found: FoundConversion) => boolean;
  /** Puts what is to be written into the changes; may throw. What the audit event says of it. */
  readonly decide: (open: OpenCase) => Promise<Readonly<Record<string, unknown>>>;
};

/**
 * Decides about a conversion, again when others wrote in between. Nothing to decide: as it is.
 * @throws ProblemError `conversion.not_found`, `commission.in_payout`, `request.precondition_failed`;
 *   PermissionDenied
 */
export function decideByHand(
  ctx: ServiceContext,
  conversionId: string,
  decision: HandDecision,
): Promise<ConversionAnswer> {
  return retryLostRace(async () =>
    decideFound(ctx, await findAllowed(ctx, decision.action, conversionId), decision),
  );
}

/** Decides, once, about a conversion that was just found; whoever found it tries again. */
export async function decideFound(
  ctx: ServiceContext,
  found: FoundConversion,
  decision: HandDecision,
): Promise<ConversionAnswer> {
  assertExpectedVersion(ctx, found.row.revision);
  if (!decision.isOpen(found)) return conversionAnswer(found.row, found.commissions);
  const open = await openCase(ctx, found, decision.affiliateIds ?? []);
  const before = creditFacts(found.row);
  const facts = await decision.decide(open);
  await refusePaidOut(ctx, open);
  return commit(ctx, found, open, decision.action, { before, facts });
}

const creditFacts = ({
  affiliateId,
  via,
  needsConfirmation,
  rejectedAt,
}: FoundConversion["row"]) => ({
  affiliateId,
  via,
  needsConfirmation,
  rejectedAt,
});

/** @throws StaleWriteError when it was decided again while it was loaded */
async function openCase(
  ctx: ServiceContext,
  found: FoundConversion,
  affiliateIds: readonly string[],
): Promise<OpenCase> {
  const { db, newId } = ctx;
  const { row } = found;
  const program = await loadProgram(db, row.programId);
  if (program === null) throw programNotFound();
  const stored = storedSubmission(found);
  const { tokens } = await recordingKeys(ctx.env);
  const world = await loadWorld(db, program, row.mode, [stored], tokens, affiliateIds);
  const known = world.conversions.get(row.id);
  if (known === undefined || known.row.revision !== row.revision) {
    throw new StaleWriteError(`${row.id} was decided again meanwhile.`);
  }
  keepRate(world, known);
  const { tokens: verified, codes } = known.said;
  return {
    run: { db, world, changes: noChanges(), now: ctx.clock(), newId, alone: true },
    known,
    submission: { ...stored, tokens: verified, codes },
    asOf: await historyBefore(ctx, known),
    decisionId: newId("aud"),
  };
}

/** A sale is converted once (rules.md 10). */
function keepRate(world: World, { row }: KnownConversion): void {
  const { currency, rate, rateSource, occurredAt } = row;
  if (currency === null || rate === null || rateSource === null) return;
  const day = dayInZone(occurredAt, world.program.timeZone);
  world.rates.set(rateKey(currency, day), { rate, source: rateSource });
}

async function historyBefore({ db }: ServiceContext, { row }: KnownConversion): Promise<History> {
  if (row.customerId === null) return new Map();
  const rows = await selectHistory(db, [row.customerId], [row.id], row);
  return historiesOf(rows).get(row.customerId) ?? new Map();
}

/** Told before it is written; the batch asserts it again. */
async function refusePaidOut({ db }: ServiceContext, { run }: OpenCase): Promise<void> {
  const { outOfPayouts } = run.changes;
  if (outOfPayouts.length === 0) return;
  const claimed = await findInPayout(db, outOfPayouts);
  if (claimed !== null) throw inPayout({ detail: `${claimed} is in a payout.` });
}

async function commit(
  ctx: ServiceContext,
  { organizationId, row: { id: subjectId, programId } }: FoundConversion,
  { run, known, decisionId }: OpenCase,
  action: HandDecision["action"],
  { before, facts }: { before: Readonly<Record<string, unknown>>; facts: object },
): Promise<ConversionAnswer> {
  const { changes, world } = run;
  const answer = conversionAnswer(known.row, known.commissions);
  const after = { ...creditFacts(known.row), ...facts };
  const event = auditRow(ctx, { organizationId, programId, action, subjectId, before, after });
  changes.auditEvents.push({ ...event, id: decisionId });
  changes.idempotency.push(...idempotencyRow(ctx, 200, answer));
  const batch = new WriteBatch(ctx.db);
  writeChanges(batch, changes, world, run);
  await batch.commit();
  sendSoon(ctx, changes.outbox);
  return answer;
}
