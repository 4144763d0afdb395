import type { MemberAnswer } from "../../../contract/members.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findMember, updateMemberRole } from "../../../db/queries/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { MemberRole } from "../../../domain/roles.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { memberAnswer } from "./answer.ts";
import { commitTeam } from "./last-owner.ts";
import { assertMayGive } from "./owners-only.ts";

const memberNotFound = problem("member.not_found");

export type RoleChange = {
  readonly organizationId: string;
  readonly userId: string;
  readonly role: MemberRole;
};

/**
 * Gives a member another role, in force from the next request on.
 * @throws ProblemError `member.not_found`, `member.owners_only`, `member.last_owner`,
 *   `request.precondition_failed`; PermissionDenied
 */
export function changeMemberRole(
  ctx: ServiceContext,
  { organizationId, userId, role }: RoleChange,
): Promise<MemberAnswer> {
  assertAllowed(ctx.actor, "member.edit", { noun: "organization", organizationId });
  return retryLostRace(async () => {
    const row = await findMember(ctx.db, organizationId, userId);
    if (row === null) throw memberNotFound();
    assertExpectedVersion(ctx, row.version);
    if (row.role === role) return memberAnswer(row);
    assertMayGive(ctx.actor, organizationId, row.role, role);
    const answer = memberAnswer({ ...row, role, version: row.version + 1 });
    const batch = new WriteBatch(ctx.db);
    batch.guarded(updateMemberRole(row, role));
    batch.insert(auditEvents, [
      auditRow(ctx, {
        organizationId,
        programId: null,
        action: "member.edit",
        subjectId: userId,
        before: { role: row.role },
        after: { role },
      }),
    ]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await commitTeam(batch);
    return answer;
  });
}
