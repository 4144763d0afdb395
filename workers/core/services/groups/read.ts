/** Groups of a program. */
import type { GroupAnswer, GroupsPage, GroupsQuery } from "../../../contract/groups.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { findGroup, type GroupRow, selectGroupPage } from "../../../db/queries/groups.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram } from "../programs/load.ts";
import { groupAnswer } from "./answer.ts";

const groupNotFound = problem("group.not_found");

/**
 * The group, for whoever may do `action` to it.
 * @throws ProblemError `group.not_found`; PermissionDenied
 */
export async function loadGroup(
  ctx: ServiceContext,
  action: "group.read" | "group.write",
  id: string,
): Promise<{ group: GroupRow; organizationId: string }> {
  assertAllowed(ctx.actor, action);
  const found = await findGroup(ctx.db, id);
  if (found === null) throw groupNotFound();
  const { organizationId, group } = found;
  assertAllowed(ctx.actor, action, { noun: "group", organizationId, programId: group.programId });
  return found;
}

/** @throws ProblemError `group.not_found`; PermissionDenied */
export async function readGroup(ctx: ServiceContext, id: string): Promise<GroupAnswer> {
  return groupAnswer((await loadGroup(ctx, "group.read", id)).group);
}

/** Oldest first. @throws ProblemError `program.not_found`; PermissionDenied */
export async function listGroups(ctx: ServiceContext, query: GroupsQuery): Promise<GroupsPage> {
  await loadProgram(ctx, "group.read", query.program_id);
  const rows = await selectGroupPage(ctx.db, {
    programId: query.program_id,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  });
  return toPage(rows, query.limit, ({ createdAt, id }) => ({ value: createdAt, id }), groupAnswer);
}
