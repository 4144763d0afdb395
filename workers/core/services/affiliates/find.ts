import { problem } from "../../../contract/problem.ts";
import { findMembershipDetails, type MembershipDetails } from "../../../db/queries/memberships.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const affiliateNotFound = problem("affiliate.not_found");

/**
 * The membership, for whoever may do `action` to it.
 * @throws ProblemError `affiliate.not_found`; PermissionDenied
 */
export async function findAllowed(
  ctx: ServiceContext,
  action: Action,
  affiliateId: string,
): Promise<MembershipDetails> {
  assertAllowed(ctx.actor, action);
  const found = await findMembershipDetails(ctx.db, affiliateId);
  if (found === null) throw affiliateNotFound();
  assertAllowed(ctx.actor, action, {
    noun: "affiliate",
    organizationId: found.organizationId,
    programId: found.affiliate.programId,
    affiliateId,
  });
  return found;
}
