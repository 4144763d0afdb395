import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { deleteMember, findMember, type MemberRow } from "../../../db/queries/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { commitTeam } from "./last-owner.ts";
import { assertMayGive } from "./owners-only.ts";

const memberNotFound = problem("member.not_found");
const signedOut = problem("auth.signed_out");

async function commit(
  ctx: ServiceContext,
  row: MemberRow,
  action: "member.edit" | "member.leave",
): Promise<void> {
  const batch = new WriteBatch(ctx.db);
  batch.guarded(deleteMember(row));
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: row.organizationId,
      programId: null,
      action,
      subjectId: row.userId,
      before: { role: row.role },
      after: null,
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 204, null));
  await commitTeam(batch);
}

/**
 * Takes somebody out of the team; what the person may do is gone with the next request.
 * @throws ProblemError `member.not_found`, `member.owners_only`, `member.last_owner`; PermissionDenied
 */
export function removeMember(
  ctx: ServiceContext,
  organizationId: string,
  userId: string,
): Promise<void> {
  assertAllowed(ctx.actor, "member.edit", { noun: "organization", organizationId });
  return retryLostRace(async () => {
    const row = await findMember(ctx.db, organizationId, userId);
    if (row === null) throw memberNotFound();
    assertMayGive(ctx.actor, organizationId, row.role);
    await commit(ctx, row, "member.edit");
  });
}

/**
 * Leaves the team oneself.
 * @throws ProblemError `organization.not_found`, `member.last_owner`; PermissionDenied
 */
export function leaveTeam(ctx: ServiceContext, organizationId: string): Promise<void> {
  assertAllowed(ctx.actor, "member.leave", { noun: "organization", organizationId });
  const { actor } = ctx;
  if (actor.kind !== "user") throw signedOut();
  return retryLostRace(async () => {
    const row = await findMember(ctx.db, organizationId, actor.id);
    if (row === null) throw memberNotFound();
    await commit(ctx, row, "member.leave");
  });
}
