/** Changes of an organization: guarded by its version, and audited. */
import type {
  OrganizationAnswer,
  OrganizationEdit,
  OrganizationPolicy,
} from "../../../contract/organizations.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  hasTwoFactor,
  type OrganizationRow,
  updateOrganization,
} from "../../../db/queries/organizations.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { organizationAnswer, roleIn } from "./answer.ts";
import { loadOrganization } from "./load.ts";

const wouldLockOut = problem("organization.would_lock_out");

type Change = {
  readonly action: "organization.edit" | "organization.set_policy";
  readonly changes: Partial<OrganizationRow>;
};

async function commit(
  ctx: ServiceContext,
  row: OrganizationRow,
  { action, changes }: Change,
): Promise<OrganizationAnswer> {
  const role = roleIn(ctx.actor, row.id);
  const { before, after } = changedFields(row, changes);
  if (Object.keys(after).length === 0) return organizationAnswer(row, role);
  const answer = organizationAnswer({ ...row, ...changes, version: row.version + 1 }, role);
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateOrganization(ctx.db, row, changes));
  if (changes.requireTwoFactor === true && ctx.actor.kind === "user") {
    batch.assertUnchanged(hasTwoFactor(ctx.actor.id), 1);
  }
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: row.id,
      programId: null,
      action,
      subjectId: row.id,
      before,
      after,
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}

/** @throws ProblemError `organization.not_found`, `request.precondition_failed`; PermissionDenied */
export const editOrganization = (
  ctx: ServiceContext,
  id: string,
  edit: OrganizationEdit,
): Promise<OrganizationAnswer> =>
  retryLostRace(async () => {
    const row = await loadOrganization(ctx, "organization.edit", id);
    assertExpectedVersion(ctx, row.version);
    return commit(ctx, row, {
      action: "organization.edit",
      changes: {
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.country === undefined ? {} : { country: edit.country }),
        ...(edit.exclusive_across_programs === undefined
          ? {}
          : { exclusiveAcrossPrograms: edit.exclusive_across_programs }),
      },
    });
  });

/**
 * Asks for two factors of everybody in the team, or no longer. Whoever turns it on must have two himself,
 * and have signed in with them, or nobody could turn it off again.
 * @throws ProblemError `organization.not_found`, `organization.would_lock_out`,
 *   `request.precondition_failed`; PermissionDenied
 */
export const setOrganizationPolicy = (
  ctx: ServiceContext,
  id: string,
  policy: OrganizationPolicy,
): Promise<OrganizationAnswer> =>
  retryLostRace(async () => {
    const row = await loadOrganization(ctx, "organization.set_policy", id);
    assertExpectedVersion(ctx, row.version);
    const { actor } = ctx;
    const isProtected = actor.kind === "user" && actor.twoFactor;
    if (policy.require_two_factor && !isProtected) throw wouldLockOut();
    return commit(ctx, row, {
      action: "organization.set_policy",
      changes: { requireTwoFactor: policy.require_two_factor },
    });
  });
