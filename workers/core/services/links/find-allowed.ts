import { problem } from "../../../contract/problem.ts";
import { findLink } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const linkNotFound = problem("link.not_found");

/**
 * A link that the actor may do this to, with its program.
 * @throws ProblemError `link.not_found`; PermissionDenied
 */
export async function findAllowed(
  ctx: ServiceContext,
  action: Extract<Action, `link.${string}`>,
  id: string,
) {
  const found = await findLink(ctx.db, id);
  if (found === null) throw linkNotFound();
  const { organizationId, id: programId } = found.program;
  const { affiliateId } = found.link;
  assertAllowed(ctx.actor, action, { noun: "link", organizationId, programId, affiliateId });
  return found;
}
