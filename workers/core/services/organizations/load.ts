import { problem } from "../../../contract/problem.ts";
import { findOrganization, type OrganizationRow } from "../../../db/queries/organizations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { assertAllowed, type Resource } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const organizationNotFound = problem("organization.not_found");

/** A key of one program may read whose that is: the organization counts as its program's for it. */
const ofOrganization = (actor: Actor, organizationId: string): Resource => ({
  noun: "organization",
  organizationId,
  ...(actor.kind === "api_key" && actor.programId !== null ? { programId: actor.programId } : {}),
});

/**
 * The organization, for whoever may do `action` to it.
 * @throws ProblemError `organization.not_found`; PermissionDenied
 */
export async function loadOrganization(
  ctx: ServiceContext,
  action: Extract<Action, `organization.${string}`>,
  id: string,
): Promise<OrganizationRow> {
  assertAllowed(ctx.actor, action);
  const row = await findOrganization(ctx.db, id);
  if (row === null) throw organizationNotFound();
  assertAllowed(ctx.actor, action, ofOrganization(ctx.actor, id));
  return row;
}
