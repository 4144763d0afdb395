import { problem } from "../../../contract/problem.ts";
import { findProgram, type ProgramRow } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const programNotFound = problem("program.not_found");

/**
 * The program, for whoever may do `action` in it.
 * @throws ProblemError `program.not_found`; PermissionDenied
 */
export async function loadProgram(
  ctx: ServiceContext,
  action: Action,
  programId: string,
): Promise<ProgramRow> {
  assertAllowed(ctx.actor, action);
  const program = await findProgram(ctx.db, programId);
  if (program === null) throw programNotFound();
  const { organizationId } = program;
  assertAllowed(ctx.actor, action, { noun: "program", organizationId, programId });
  return program;
}
