/** What every change of a creative has in common: it is guarded and audited. */
import type { CreativeAnswer } from "../../../contract/creatives.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { type CreativeRow, findCreative, updateCreative } from "../../../db/queries/creatives.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { creativeAnswer } from "./answer.ts";

const creativeNotFound = problem("creative.not_found");

type Found = { readonly creative: CreativeRow; readonly program: ProgramRow };

/** A creative that the actor may change. @throws ProblemError `creative.not_found` */
export async function findForChange(ctx: ServiceContext, id: string): Promise<Found> {
  assertAllowed(ctx.actor, "creative.write");
  const found = await findCreative(ctx.db, id);
  if (found === null) throw creativeNotFound();
  const { organizationId, id: programId } = found.program;
  assertAllowed(ctx.actor, "creative.write", { noun: "creative", organizationId, programId });
  assertExpectedVersion(ctx, found.creative.version);
  return found;
}

async function commit(
  ctx: ServiceContext,
  { creative, program }: Found,
  changes: Partial<CreativeRow>,
): Promise<CreativeAnswer> {
  const { before, after } = changedFields(creative, changes);
  const changed = Object.keys(after).length > 0;
  const row = changed ? { ...creative, ...changes, version: creative.version + 1 } : creative;
  const answer = creativeAnswer(row, ctx.env.BASE_URL);
  const batch = new WriteBatch(ctx.db);
  if (changed) {
    const subject = { organizationId: program.organizationId, programId: program.id };
    batch.guarded(updateCreative(ctx.db, creative, changes));
    batch.insert(auditEvents, [
      auditRow(ctx, {
        ...subject,
        action: "creative.write",
        subjectId: creative.id,
        before,
        after,
      }),
    ]);
  }
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}

/**
 * Changes a creative by what `decide` says of its present version, again when it lost a race.
 * @throws ProblemError `creative.not_found`, `request.precondition_failed`
 */
export function changeCreative(
  ctx: ServiceContext,
  id: string,
  decide: (found: Found) => Partial<CreativeRow> | Promise<Partial<CreativeRow>>,
): Promise<CreativeAnswer> {
  return retryLostRace(async () => {
    const found = await findForChange(ctx, id);
    return commit(ctx, found, await decide(found));
  });
}
