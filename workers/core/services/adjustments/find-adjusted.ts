/** The affiliate whose balance is adjusted, in a mode. */
import { problem } from "../../../contract/problem.ts";
import { findMembershipDetails } from "../../../db/queries/memberships.ts";
import { modeOf } from "../../../domain/actor.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const affiliateNotFound = problem("affiliate.not_found");

export type Adjusted = {
  readonly organizationId: string;
  readonly programId: string;
  readonly affiliateId: string;
  readonly payeeId: string | null;
  /** The program's. */
  readonly currency: string;
  readonly mode: Mode;
};

/** @throws ProblemError `affiliate.not_found`; PermissionDenied */
export async function findAdjusted(
  ctx: ServiceContext,
  affiliateId: string,
  asked: Mode | undefined,
): Promise<Adjusted> {
  assertAllowed(ctx.actor, "adjustment.create");
  const found = await findMembershipDetails(ctx.db, affiliateId);
  if (found === null) throw affiliateNotFound();
  const { organizationId, affiliate, program } = found;
  const mode = asked ?? modeOf(ctx.actor);
  const programId = affiliate.programId;
  const resource = { noun: "affiliate", organizationId, programId, affiliateId, mode } as const;
  assertAllowed(ctx.actor, "adjustment.create", resource);
  const { payeeId } = affiliate;
  return { organizationId, programId, affiliateId, payeeId, currency: program.currency, mode };
}
