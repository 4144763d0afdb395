import { problem } from "../../../contract/problem.ts";
import type { ProgramAnswer } from "../../../contract/programs.ts";
import { nextProgramSequence } from "../../../db/queries/links.ts";
import { programStates } from "../../../db/schema/programs.ts";
import type { ProgramState } from "../../../domain/states.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { retryLostRace } from "../lost-race.ts";
import { commitProgramChange } from "./commit-change.ts";
import { loadProgram } from "./load.ts";

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
 * @throws ProblemError `program.not_found`, `program.same_state`, `program.ended`,
 *   `request.precondition_failed`; PermissionDenied
 */
export function changeProgramState(
  ctx: ServiceContext,
  { programId, state, reason }: ProgramStateChange,
): Promise<ProgramAnswer> {
  return retryLostRace(async () => {
    const program = await loadProgram(ctx, "program.change_state", programId);
    assertExpectedVersion(ctx, program.version);
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
