import { problem } from "../../../contract/problem.ts";
import { type FoundConversion, findConversion } from "../../../db/queries/conversions.ts";
import type { Actor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const conversionNotFound = problem("conversion.not_found");

/**
 * A conversion that the actor may do this to. An affiliate reads those that are, or were, credited to him.
 * @throws ProblemError `conversion.not_found`; PermissionDenied
 */
export async function findAllowed(
  ctx: ServiceContext,
  action: Action,
  id: string,
): Promise<FoundConversion> {
  const found = await findConversion(ctx.db, id);
  if (found === null) throw conversionNotFound();
  const { programId, mode } = found.row;
  const { organizationId } = found;
  const affiliateId = affiliateFor(ctx.actor, found);
  assertAllowed(ctx.actor, action, {
    noun: "conversion",
    organizationId,
    programId,
    affiliateId,
    mode,
  });
  return found;
}

/** Whose it is to this actor. One that is nobody's is no affiliate's to see. */
function affiliateFor(actor: Actor, { row, commissions }: FoundConversion): string {
  const own = actor.kind === "user" ? actor.affiliates.map(({ affiliateId }) => affiliateId) : [];
  const earned = commissions.filter(({ level }) => level === 1).map((one) => one.affiliateId);
  return [row.affiliateId ?? "", ...earned].find((id) => own.includes(id)) ?? row.affiliateId ?? "";
}
