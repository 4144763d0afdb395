/** Whose records a list is about: a program's, or those of one affiliate of it. */
import { problem } from "../../contract/problem.ts";
import { findAffiliateOwner } from "../../db/queries/commissions.ts";
import { findProgramOwner } from "../../db/queries/program-owner.ts";
import { modeOf } from "../../domain/actor.ts";
import type { Mode } from "../../domain/mode.ts";
import { assertAllowed } from "../../domain/permission.ts";
import type { Action } from "../../domain/permission-table.ts";
import type { ServiceContext } from "./context.ts";

const affiliateNotFound = problem("affiliate.not_found");
const programNotFound = problem("program.not_found");

export type Scope = {
  readonly organizationId: string;
  readonly programId: string;
  readonly affiliateId: string | null;
  readonly mode: Mode;
};

type Asked = {
  readonly program_id?: string | undefined;
  readonly affiliate_id?: string | undefined;
  /** A key sees its own mode alone; a person sees live records unless asking for the others. */
  readonly mode?: Mode | undefined;
};

/**
 * Finds out whose records are asked for, and that the actor may see them.
 * @throws ProblemError `affiliate.not_found`, `program.not_found`; PermissionDenied
 */
export async function findScope(ctx: ServiceContext, action: Action, asked: Asked): Promise<Scope> {
  assertAllowed(ctx.actor, action);
  const mode = asked.mode ?? modeOf(ctx.actor);
  const affiliateId = asked.affiliate_id ?? null;
  if (affiliateId !== null) {
    const owner = await findAffiliateOwner(ctx.db, affiliateId);
    if (owner === null) throw affiliateNotFound();
    assertAllowed(ctx.actor, action, { noun: "affiliate", ...owner, affiliateId, mode });
    if (asked.program_id !== undefined && asked.program_id !== owner.programId) {
      throw affiliateNotFound();
    }
    return { ...owner, affiliateId, mode };
  }
  const programId = asked.program_id;
  const owner = programId === undefined ? null : await findProgramOwner(ctx.db, programId);
  if (owner === null) throw programNotFound();
  assertAllowed(ctx.actor, action, { noun: "program", ...owner, mode });
  return { ...owner, affiliateId: null, mode };
}
