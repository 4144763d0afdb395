/** Programs for the merchant's team, and for their affiliates. */
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import type { ProgramAnswer, ProgramsPage, ProgramsQuery } from "../../../contract/programs.ts";
import { findOrganization } from "../../../db/queries/organizations.ts";
import { selectProgramPage } from "../../../db/queries/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { assertAllowed, refusalOf } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { isOnTeam, programAnswer } from "./answer.ts";
import { loadProgram } from "./load.ts";

const organizationNotFound = problem("organization.not_found");

/** @throws ProblemError `program.not_found`; PermissionDenied */
export async function readProgram(ctx: ServiceContext, programId: string): Promise<ProgramAnswer> {
  const program = await loadProgram(ctx, "program.read", programId);
  return programAnswer(program, isOnTeam(ctx.actor, program.organizationId));
}

type Reach = {
  readonly organizationIds: readonly string[];
  readonly programIds: readonly string[];
};

const NOTHING: Reach = { organizationIds: [], programIds: [] };

/** Which programs an actor may read: whole organizations, and single ones. */
function reachOf(actor: Actor): Reach {
  if (actor.kind === "api_key") {
    return actor.programId === null
      ? { ...NOTHING, organizationIds: [actor.organizationId] }
      : { ...NOTHING, programIds: [actor.programId] };
  }
  if (actor.kind !== "user") return NOTHING;
  const open = actor.teams.filter(
    ({ organizationId }) =>
      refusalOf(actor, "program.read", { noun: "organization", organizationId }) === null,
  );
  return {
    organizationIds: open.map(({ organizationId }) => organizationId),
    programIds: actor.affiliates.map(({ programId }) => programId),
  };
}

/**
 * What of it lies in one organization.
 * @throws ProblemError `organization.not_found`; PermissionDenied
 */
async function reachIn(ctx: ServiceContext, organizationId: string): Promise<Reach> {
  const { actor } = ctx;
  const own = actor.kind === "user" ? actor.affiliates : [];
  const programIds = own
    .filter((affiliate) => affiliate.organizationId === organizationId)
    .map(({ programId }) => programId);
  const isKey = actor.kind === "api_key" && actor.organizationId === organizationId;
  if (isKey) return reachOf(actor);
  if (programIds.length > 0 && !isOnTeam(actor, organizationId)) return { ...NOTHING, programIds };
  if ((await findOrganization(ctx.db, organizationId)) === null) throw organizationNotFound();
  assertAllowed(actor, "program.read", { noun: "organization", organizationId });
  return { organizationIds: [organizationId], programIds: [] };
}

/**
 * Programs of the actor's organizations and those where he is an affiliate, oldest first.
 * @throws ProblemError `organization.not_found`; PermissionDenied
 */
export async function listPrograms(
  ctx: ServiceContext,
  query: ProgramsQuery,
): Promise<ProgramsPage> {
  assertAllowed(ctx.actor, "program.read");
  const { organization_id } = query;
  const reach =
    organization_id === undefined ? reachOf(ctx.actor) : await reachIn(ctx, organization_id);
  const rows = await selectProgramPage(ctx.db, {
    ...reach,
    after: readCursor(query.cursor)?.id ?? "",
    limit: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    ({ id }) => ({ value: id, id }),
    (row) => programAnswer(row, isOnTeam(ctx.actor, row.organizationId)),
  );
}
