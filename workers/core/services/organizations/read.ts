/** Organizations for those who belong to them. */
import type {
  OrganizationAnswer,
  OrganizationsPage,
  OrganizationsQuery,
} from "../../../contract/organizations.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectOrganizationPage } from "../../../db/queries/organizations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { organizationAnswer, roleIn } from "./answer.ts";
import { loadOrganization } from "./load.ts";

function ownIds(actor: Actor): string[] {
  if (actor.kind === "api_key") return [actor.organizationId];
  return actor.kind === "user" ? actor.teams.map(({ organizationId }) => organizationId) : [];
}

/**
 * The organizations in whose team the actor is, oldest first. Also those that ask for a second factor
 * which he lacks: he has to learn why they are closed to him.
 */
export async function listOrganizations(
  ctx: ServiceContext,
  query: OrganizationsQuery,
): Promise<OrganizationsPage> {
  assertAllowed(ctx.actor, "organization.list");
  const rows = await selectOrganizationPage(ctx.db, {
    ids: ownIds(ctx.actor),
    after: readCursor(query.cursor)?.id ?? "",
    limit: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    ({ id }) => ({ value: id, id }),
    (row) => organizationAnswer(row, roleIn(ctx.actor, row.id)),
  );
}

/** @throws ProblemError `organization.not_found`; PermissionDenied */
export async function readOrganization(
  ctx: ServiceContext,
  id: string,
): Promise<OrganizationAnswer> {
  const row = await loadOrganization(ctx, "organization.read", id);
  return organizationAnswer(row, roleIn(ctx.actor, id));
}
