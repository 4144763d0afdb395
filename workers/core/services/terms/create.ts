import { problem } from "../../../contract/problem.ts";
import type { NewTerms, TermsAnswer } from "../../../contract/terms.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { findLatestTerms, type TermsRow, touchAffiliates } from "../../../db/queries/terms.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { termsVersions } from "../../../db/schema/programs.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { loadProgram } from "../programs/load.ts";
import { listedTerms, termsAnswer } from "./answer.ts";

const tooEarly = problem("terms.effective_too_early");
const invalid = problem("request.invalid");

/** Versions take effect in their order, so that one that is accepted covers those before it. */
function nextVersion(
  ctx: ServiceContext,
  programId: string,
  input: NewTerms,
  latest: TermsRow | null,
): TermsRow {
  const earliest = Math.max(ctx.clock(), latest?.effectiveAt ?? 0);
  const effectiveAt = input.effective_at ?? earliest;
  if (effectiveAt < earliest) throw tooEarly();
  const deadlineAt = input.deadline_at ?? null;
  if (deadlineAt !== null && deadlineAt < effectiveAt) {
    const message = "Must not be before it takes effect";
    throw invalid({ errors: [{ path: "deadline_at", code: "too_early", message }] });
  }
  const version = (latest?.version ?? 0) + 1;
  return { programId, version, kind: input.kind, text: input.text, effectiveAt, deadlineAt };
}

async function commit(ctx: ServiceContext, program: ProgramRow, row: TermsRow) {
  const answer = termsAnswer(row);
  // The edge refuses by the deadline that each affiliate's entry holds.
  const rows =
    row.kind === "must_accept" ? [outboxRow(ctx, "program.write_affiliates", program.id)] : [];
  const batch = new WriteBatch(ctx.db);
  batch.insert(termsVersions, [row]);
  if (rows.length > 0) batch.add(touchAffiliates(program.id));
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: program.organizationId,
      programId: program.id,
      action: "terms.write",
      subjectId: program.id,
      before: null,
      after: listedTerms(row),
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Adds a version to a program's terms. What must be accepted is told to the edge for each affiliate, so
 * that whoever has not accepted gets no tokens from the deadline on.
 * @throws ProblemError `program.not_found`, `terms.effective_too_early`, `request.invalid`;
 *   PermissionDenied
 */
export const createTerms = (
  ctx: ServiceContext,
  programId: string,
  input: NewTerms,
): Promise<TermsAnswer> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "terms.write", programId);
    const latest = await findLatestTerms(ctx.db, programId);
    return commit(ctx, program, nextVersion(ctx, programId, input, latest));
  });
