import { rollUpClickDays as rollUp } from "../services/clicks/roll-up-days.ts";
import type { Job } from "../services/jobs/job.ts";

const HOUR_MS = 3_600_000;
/** Twenty minutes past: days end on the hour, or half past it, and counters write within seconds. */
const OFFSET_MS = 20 * 60_000;

/** Rolls closed days of clicks up to rows of the program, which reports read. */
export const rollUpClickDays: Job = {
  name: "roll-up-click-days",
  periodMs: HOUR_MS,
  offsetMs: OFFSET_MS,
  run: rollUp,
};
