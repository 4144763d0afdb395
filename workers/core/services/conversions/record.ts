/**
 * Records reports of conversions: whatever channel they came by, twice, at the same time or out of order,
 * each sale becomes one conversion with one commission (rules.md 1).
 */
import { StaleWriteError, WriteBatch } from "../../../db/batch.ts";
import { selectIdempotency } from "../../../db/queries/matches.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed, refusalOf } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { answerOf } from "./answer.ts";
import { noChanges } from "./changes.ts";
import { decideReport } from "./decide.ts";
import { recordingKeys } from "./keys.ts";
import { listsOf } from "./lists.ts";
import { loadProgram, loadWorld } from "./load-world.ts";
import type { Outcome } from "./outcome.ts";
import { NeedsOwnBatch } from "./run.ts";
import type { Submission } from "./submission.ts";
import type { ProgramFacts } from "./world.ts";
import { writeChanges } from "./write-changes.ts";

/** How often a single report is decided again because others wrote in between. */
const ATTEMPTS_MAX = 8;

/**
 * Records reports of any programs and modes; the outcomes are in their order. Reports of one program and
 * mode are loaded together, decided one by one and committed in one batch; what loses a race, or needs a
 * batch of its own, is done in shorter lists and at last alone.
 * @throws PermissionDenied; D1's error when it does not answer (then nothing of that report's list was
 *   written, or all of it: the same report again is answered as the first time)
 */
export async function recordReports(
  ctx: ServiceContext,
  submissions: readonly Submission[],
): Promise<Outcome[]> {
  assertAllowed(ctx.actor, "conversion.record");
  const outcomes = new Map<Submission, Outcome>();
  const groups = Map.groupBy(submissions, ({ report }) => `${report.programId} ${report.mode}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const program = await loadProgram(ctx.db, first.report.programId);
    const { mode } = first.report;
    // Somebody else's program is as none to the caller, and stops no report of the others.
    if (program === null || isForeign(ctx, program, mode)) {
      for (const submission of group) outcomes.set(submission, { kind: "unknown_program" });
      continue;
    }
    assertAllowed(ctx.actor, "conversion.record", resourceOf(program, mode));
    const done = await recordGroup(ctx, program, mode, group);
    group.forEach((submission, index) => {
      const outcome = done[index];
      if (outcome !== undefined) outcomes.set(submission, outcome);
    });
  }
  return submissions.map((submission) => {
    const outcome = outcomes.get(submission);
    if (outcome === undefined) throw new Error("A report was left without an outcome.");
    return outcome;
  });
}

const resourceOf = ({ id, organizationId }: ProgramFacts, mode: Mode) =>
  ({ noun: "program", organizationId, programId: id, mode }) as const;

const isForeign = ({ actor }: ServiceContext, program: ProgramFacts, mode: Mode) =>
  refusalOf(actor, "conversion.record", resourceOf(program, mode)) === "foreign";

async function recordGroup(
  ctx: ServiceContext,
  program: ProgramFacts,
  mode: Mode,
  group: readonly Submission[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const list of listsOf(group)) {
    outcomes.push(...(await recordList(ctx, program, mode, list)));
  }
  return outcomes;
}

/** All at once; by halves when that fails, so that the others still go together. */
async function recordList(
  ctx: ServiceContext,
  program: ProgramFacts,
  mode: Mode,
  list: readonly Submission[],
): Promise<Outcome[]> {
  const [first, ...others] = list;
  if (first === undefined) return [];
  if (others.length === 0) return [await recordAlone(ctx, program, mode, first)];
  try {
    return await recordOnce(ctx, program, mode, list);
  } catch (error) {
    if (!(error instanceof StaleWriteError || error instanceof NeedsOwnBatch)) throw error;
  }
  const half = Math.ceil(list.length / 2);
  return [
    ...(await recordList(ctx, program, mode, list.slice(0, half))),
    ...(await recordList(ctx, program, mode, list.slice(half))),
  ];
}

/** Decides again, on what is there by then, as long as others write in between. */
async function recordAlone(
  ctx: ServiceContext,
  program: ProgramFacts,
  mode: Mode,
  submission: Submission,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [outcome] = await recordOnce(ctx, program, mode, [submission]);
      if (outcome === undefined) throw new Error("A report was left without an outcome.");
      return outcome;
    } catch (error) {
      if (!(error instanceof StaleWriteError) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/** One load, one decision after the other, one commit. */
async function recordOnce(
  ctx: ServiceContext,
  program: ProgramFacts,
  mode: Mode,
  group: readonly Submission[],
): Promise<Outcome[]> {
  const earlier = await earlierAnswers(ctx, group);
  const open = group.filter((submission) => !earlier.has(submission));
  const { tokens } = await recordingKeys(ctx.env);
  const world = await loadWorld(ctx.db, program, mode, open, tokens);
  const changes = noChanges();
  const { db, newId } = ctx;
  const run = { db, world, changes, newId, now: ctx.clock(), alone: group.length === 1 };
  const outcomes: Outcome[] = [];
  for (const submission of group) {
    const before = earlier.get(submission);
    const outcome = before ?? (await decideReport(run, submission));
    outcomes.push(outcome);
    if (before !== undefined || submission.idempotency === null) continue;
    const { status, body } = answerOf(outcome, ctx.requestId);
    changes.idempotency.push({
      ...submission.idempotency,
      status,
      answer: body,
      createdAt: run.now,
    });
  }
  const batch = new WriteBatch(ctx.db);
  writeChanges(batch, changes, world, run);
  await batch.commit();
  sendSoon(ctx, changes.outbox);
  return outcomes;
}

/** What callers were answered before under the same Idempotency-Key. */
async function earlierAnswers(
  ctx: ServiceContext,
  group: readonly Submission[],
): Promise<Map<Submission, Outcome>> {
  const wanted = group.flatMap(({ idempotency }) => idempotency ?? []);
  const found = new Map<Submission, Outcome>();
  if (wanted.length === 0) return found;
  const rows = await selectIdempotency(ctx.db, wanted);
  for (const submission of group) {
    const { idempotency } = submission;
    const row = rows.find(
      ({ callerId, key }) => callerId === idempotency?.callerId && key === idempotency.key,
    );
    if (row === undefined || idempotency === null) continue;
    found.set(
      submission,
      row.bodyHash === idempotency.bodyHash
        ? { kind: "replayed", status: row.status, answer: JSON.parse(row.answer) }
        : { kind: "key_reused" },
    );
  }
  return found;
}
