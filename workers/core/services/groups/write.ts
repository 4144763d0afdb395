/** Making and renaming groups. */
import type { GroupAnswer, GroupEdit, NewGroup } from "../../../contract/groups.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findGroupByName, type GroupRow, updateGroup } from "../../../db/queries/groups.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { groups } from "../../../db/schema/programs.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { loadProgram } from "../programs/load.ts";
import { groupAnswer } from "./answer.ts";
import { loadGroup } from "./read.ts";

const nameTaken = problem("group.name_taken");

async function checkName(ctx: ServiceContext, programId: string, name: string): Promise<void> {
  if ((await findGroupByName(ctx.db, programId, name)) !== null) throw nameTaken();
}

const auditOf = (
  ctx: ServiceContext,
  organizationId: string,
  group: GroupRow,
  change: { before: Partial<GroupRow> | null; after: Partial<GroupRow> },
) =>
  auditRow(ctx, {
    organizationId,
    programId: group.programId,
    action: "group.write",
    subjectId: group.id,
    ...change,
  });

/** @throws ProblemError `program.not_found`, `group.name_taken`; PermissionDenied */
export const createGroup = (ctx: ServiceContext, input: NewGroup): Promise<GroupAnswer> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "group.write", input.program_id);
    await checkName(ctx, program.id, input.name);
    const group: GroupRow = {
      id: ctx.newId("grp"),
      programId: program.id,
      name: input.name,
      version: 1,
      createdAt: ctx.clock(),
    };
    const answer = groupAnswer(group);
    const batch = new WriteBatch(ctx.db);
    batch.insert(groups, [group]);
    batch.insert(auditEvents, [
      auditOf(ctx, program.organizationId, group, { before: null, after: group }),
    ]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
    await batch.commit();
    return answer;
  });

/**
 * Renames a group.
 * @throws ProblemError `group.not_found`, `group.name_taken`, `request.precondition_failed`;
 *   PermissionDenied
 */
export const editGroup = (
  ctx: ServiceContext,
  id: string,
  { name }: GroupEdit,
): Promise<GroupAnswer> =>
  retryLostRace(async () => {
    const { group, organizationId } = await loadGroup(ctx, "group.write", id);
    assertExpectedVersion(ctx, group.version);
    if (group.name === name) return groupAnswer(group);
    await checkName(ctx, group.programId, name);
    const answer = groupAnswer({ ...group, name, version: group.version + 1 });
    const batch = new WriteBatch(ctx.db);
    batch.guarded(updateGroup(ctx.db, group, { name }));
    batch.insert(auditEvents, [
      auditOf(ctx, organizationId, group, { before: { name: group.name }, after: { name } }),
    ]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
