import type { AffiliateAnswer, NewAffiliate } from "../../../contract/affiliates.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  findAffiliateByCode,
  findCodeLink,
  isGroupOf,
} from "../../../db/queries/affiliate-changes.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { findPayee } from "../../../db/queries/payees.ts";
import { affiliateTags } from "../../../db/schema/memberships.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { loadProgram } from "../programs/load.ts";
import { affiliateAnswer } from "./answer.ts";
import { addJoining } from "./join.ts";

const programEnded = problem("program.ended");
const codeTaken = problem("affiliate.code_taken");
const groupNotFound = problem("group.not_found");
const payeeNotFound = problem("payee.not_found");
const payeeOfAnother = problem("payee.of_another_person");

/** @throws ProblemError for whatever the new affiliate cannot be */
async function check(ctx: ServiceContext, program: ProgramRow, input: NewAffiliate): Promise<void> {
  if (program.state === "ended") throw programEnded();
  const { code, group_id: groupId, payee_id: payeeId } = input;
  if (code !== undefined) {
    const taken = await findAffiliateByCode(ctx.db, program.id, code);
    if (taken ?? (await findCodeLink(ctx.db, program.id, code))) throw codeTaken();
  }
  if (groupId !== null && !(await isGroupOf(ctx.db, groupId, program.id))) throw groupNotFound();
  if (payeeId === null) return;
  const payee = await findPayee(ctx.db, payeeId);
  if (payee?.organizationId !== program.organizationId) throw payeeNotFound();
  if (payee.userId !== null) throw payeeOfAnother();
}

async function commit(
  ctx: ServiceContext,
  program: ProgramRow,
  input: NewAffiliate,
): Promise<AffiliateAnswer> {
  const { code, group_id: groupId, payee_id: payeeId, tags } = input;
  const { organizationId, id: programId } = program;
  const batch = new WriteBatch(ctx.db);
  const joining = { program, userId: null, state: "active", code, groupId, payeeId } as const;
  const { affiliate, rows } = addJoining(batch, ctx, joining);
  const affiliateId = affiliate.id;
  batch.insert(
    affiliateTags,
    tags.map((tag) => ({ programId, tag, affiliateId })),
  );
  const facts = { organizationId, groupId, tags, termsVersion: null, decision: null };
  const answer = affiliateAnswer(ctx.actor, { ...facts, affiliate });
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId,
      action: "affiliate.create",
      subjectId: affiliateId,
      before: null,
      after: { code: affiliate.code, groupId, payeeId, tags },
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Adds an affiliate without an account, active at once, whom the merchant's team looks after. People with
 * an account are invited, or apply.
 * @throws ProblemError `program.not_found`, `program.ended`, `affiliate.code_taken`, `group.not_found`,
 *   `payee.not_found`, `payee.of_another_person`
 */
export const createAffiliate = (
  ctx: ServiceContext,
  input: NewAffiliate,
): Promise<AffiliateAnswer> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "affiliate.create", input.program_id);
    await check(ctx, program, input);
    return commit(ctx, program, input);
  });
