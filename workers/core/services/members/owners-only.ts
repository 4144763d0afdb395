import { problem } from "../../../contract/problem.ts";
import type { Actor } from "../../../domain/actor.ts";
import type { MemberRole } from "../../../domain/roles.ts";

const ownersOnly = problem("member.owners_only");

const isOwner = (actor: Actor, organizationId: string): boolean =>
  actor.kind === "user" &&
  actor.teams.some((team) => team.organizationId === organizationId && team.role === "owner");

/**
 * Only an owner makes owners, and unmakes them.
 * @param roles that the change takes away or gives
 * @throws ProblemError `member.owners_only`
 */
export function assertMayGive(
  actor: Actor,
  organizationId: string,
  ...roles: readonly MemberRole[]
): void {
  if (roles.includes("owner") && !isOwner(actor, organizationId)) throw ownersOnly();
}
