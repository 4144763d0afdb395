import type { ConversionAnswer } from "../../../contract/conversions.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { conversionRevision, type FoundConversion } from "../../../db/queries/conversions.ts";
import { changeCommissionByHand } from "../../../db/queries/record-writes.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { actorName } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { decideFound, type HandDecision, type OpenCase } from "./by-hand.ts";
import { conversionAnswer } from "./conversion-answer.ts";
import { findAllowed } from "./find-allowed.ts";
import { standingManual } from "./manual.ts";
import { decideCredit } from "./settle.ts";
import { undo } from "./undo.ts";
import type { CommissionRow } from "./world.ts";

const rejected = problem("conversion.rejected");

/**
 * Approves a conversion: its commissions that wait for a person are approved, which shortens no hold
 * (rules.md 7). A bare browser's sale is confirmed by it, and decided again with all that a confirmed
 * sale does (docs/decisions/013). Where nothing waits it stays as it is.
 * @throws ProblemError `conversion.not_found`, `conversion.rejected`; PermissionDenied
 */
export function approveConversion(
  ctx: ServiceContext,
  conversionId: string,
): Promise<ConversionAnswer> {
  assertAllowed(ctx.actor, "conversion.approve");
  return retryLostRace(async () => {
    const found = await findAllowed(ctx, "conversion.approve", conversionId);
    if (found.row.rejectedAt !== null) throw rejected();
    return found.row.needsConfirmation
      ? decideFound(ctx, found, confirmation(ctx))
      : approveCommissions(ctx, found);
  });
}

/** Decides a bare browser's sale again, now that a person vouches for it. */
const confirmation = (ctx: ServiceContext): HandDecision => ({
  action: "conversion.approve",
  isOpen: ({ row }) => row.needsConfirmation,
  decide: async (open) => {
    await decideConfirmed(open, actorName(ctx.actor));
    return {};
  },
});

async function decideConfirmed(
  { run, known, submission, asOf }: OpenCase,
  by: string,
): Promise<void> {
  const kept = await undo(run, known, "confirmed_by_person");
  await decideCredit(run, submission, {
    before: known,
    kept,
    customerId: known.row.customerId,
    needsConfirmation: false,
    manual: standingManual(run.world, known),
    cause: "confirmed",
    sources: null,
    approval: { at: run.now, by },
    asOf,
  });
}

/** What waits for a person: not approved, or held until somebody confirms. */
function approved(row: CommissionRow, at: number, by: string): CommissionRow | null {
  const held = row.heldReasons.includes("needs_confirmation");
  if (row.state !== "pending" || (row.approvedAt !== null && !held)) return null;
  return {
    ...row,
    heldReasons: row.heldReasons.filter((reason) => reason !== "needs_confirmation"),
    approvedAt: row.approvedAt ?? at,
    approvedBy: row.approvedBy ?? by,
    version: row.version + 1,
  };
}

async function approveCommissions(
  ctx: ServiceContext,
  { row, commissions, organizationId }: FoundConversion,
): Promise<ConversionAnswer> {
  assertExpectedVersion(ctx, row.revision);
  const by = actorName(ctx.actor);
  const changed = commissions.flatMap((one) => approved(one, ctx.clock(), by) ?? []);
  const after = commissions.map((one) => changed.find(({ id }) => id === one.id) ?? one);
  const answer = conversionAnswer(row, after);
  if (changed.length === 0) return answer;
  const batch = new WriteBatch(ctx.db);
  batch.assertUnchanged(conversionRevision(row.id), row.revision);
  for (const one of changed) batch.guarded(changeCommissionByHand(one));
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: row.programId,
      action: "conversion.approve",
      subjectId: row.id,
      before: null,
      after: { commissionIds: changed.map(({ id }) => id) },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}
