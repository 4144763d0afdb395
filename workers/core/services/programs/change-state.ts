import { problem } from "../../../contract/problem.ts";
import { findProgram, nextProgramSequence, type ProgramRow } from "../../../db/queries/links.ts";
import { programStates } from "../../../db/schema/programs.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ProgramState } from "../../../domain/states.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { commitProgramChange } from "./commit-change.ts";

const programNotFound = problem("program.not_found");
const sameState = problem("program.same_state");
const programEnded = problem("program.ended");

export type ProgramStateChange = {
  readonly programId: string;
  readonly state: ProgramState;
  readonly reason: string | null;
};

/**
 * Pauses, resumes or ends a program from now on, as one step of its dated history (rules.md 3). An
 * ended program stays ended.
 * @throws ProblemError `program.not_found`, `program.same_state`, `program.ended`
 */
export function changeProgramState(
  ctx: ServiceContext,
  { programId, state, reason }: ProgramStateChange,
): Promise<ProgramRow> {
  assertAllowed(ctx.actor, "program.change_state");
  return retryLostRace(async () => {
    const program = await findProgram(ctx.db, programId);
    if (program === null) throw programNotFound();
    const { organizationId } = program;
    assertAllowed(ctx.actor, "program.change_state", {
      noun: "program",
      organizationId,
      programId,
    });
    if (program.state === state) throw sameState();
    if (program.state === "ended") throw programEnded();
    const sequence = await nextProgramSequence(ctx.db, programId);
    return commitProgramChange(ctx, program, {
      action: "program.change_state",
      changes: { state },
      before: { state: program.state },
      after: { state, reason },
      addRows: (batch) =>
        batch.insert(programStates, [{ programId, fromAt: ctx.clock(), sequence, state, reason }]),
    });
  });
}
