import type { NewOrganization, OrganizationAnswer } from "../../../contract/organizations.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { OrganizationRow } from "../../../db/queries/organizations.ts";
import { members } from "../../../db/schema/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { organizations } from "../../../db/schema/organizations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { assertAllowed, PermissionDenied } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { organizationAnswer } from "./answer.ts";

/** Only a person can own an organization. */
function ownerId(actor: Actor): string {
  if (actor.kind === "user") return actor.id;
  throw new PermissionDenied("not_allowed", "organization.create", "organization");
}

/**
 * Makes an organization; whoever makes it is its owner. Signing up makes only the person, so that this
 * can be repeated by its Idempotency-Key.
 */
export async function createOrganization(
  ctx: ServiceContext,
  input: NewOrganization,
): Promise<OrganizationAnswer> {
  assertAllowed(ctx.actor, "organization.create");
  const userId = ownerId(ctx.actor);
  const row: OrganizationRow = {
    id: ctx.newId("org"),
    name: input.name,
    country: input.country,
    exclusiveAcrossPrograms: input.exclusive_across_programs,
    requireTwoFactor: false,
    payoutSettings: {},
    version: 1,
    createdAt: ctx.clock(),
  };
  const organizationId = row.id;
  assertAllowed(ctx.actor, "organization.create", { noun: "organization", organizationId, userId });
  const answer = organizationAnswer(row, "owner");
  const batch = new WriteBatch(ctx.db);
  batch.insert(organizations, [row]);
  batch.insert(members, [{ organizationId, userId, role: "owner", createdAt: ctx.clock() }]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: null,
      action: "organization.create",
      subjectId: organizationId,
      before: null,
      after: { ...row, owner: userId },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  return answer;
}
