/** Pausing, resuming and ending a program: each is one dated step of its history (rules.md 3). */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { programSchema, programStateChangeSchema } from "../../../contract/programs.ts";
import type { ProgramState } from "../../../domain/states.ts";
import { changeProgramState } from "../../services/programs/change-state.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

type Step = {
  readonly id: string;
  readonly word: "pause" | "resume" | "end";
  readonly state: ProgramState;
  readonly summary: string;
  readonly description: string;
  /** Of the documentation's example. */
  readonly program: string;
};

const step = ({ id, word, state, summary, description, program }: Step): Endpoint =>
  endpoint({
    id,
    tag: "Programs",
    summary,
    description,
    action: "program.change_state",
    method: "post",
    path: `/programs/:program_id/${word}`,
    body: programStateChangeSchema,
    answer: programSchema,
    versioned: true,
    problems: ["program.not_found", "program.same_state", "program.ended"],
    example: { params: { program_id: program }, body: { reason: "Sold out until spring" } },
    run: (ctx, { params, body }) =>
      changeProgramState(ctx, { programId: params.program_id, state, reason: body.reason }),
  });

export const programStateEndpoints: readonly Endpoint[] = [
  step({
    id: "pauseProgram",
    word: "pause",
    state: "paused",
    summary: "Pause a program",
    description:
      "Links lead on without a token. Clicks from before are credited within their window, and renewals go on.",
    program: EXAMPLE_IDS.program,
  }),
  step({
    id: "resumeProgram",
    word: "resume",
    state: "active",
    summary: "Resume a paused program",
    description: "From now on; an ended program stays ended.",
    program: EXAMPLE_IDS.pausedProgram,
  }),
  step({
    id: "endProgram",
    word: "end",
    state: "ended",
    summary: "End a program for good",
    description:
      "Links lead to their fallback. `end_grace_days` and `renewals_after_end` say what is still credited; what is approved is paid without a minimum.",
    program: EXAMPLE_IDS.program,
  }),
];
