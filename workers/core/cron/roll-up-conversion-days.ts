import { rollUpConversionDays as rollUp } from "../services/conversions/roll-up-days.ts";
import type { Job } from "../services/jobs/job.ts";

const HOUR_MS = 3_600_000;
/** Half past, when the clicks' roll-up is done. */
const OFFSET_MS = 30 * 60_000;

/** Rolls closed days of conversions up by value, which reports of a whole program read. */
export const rollUpConversionDays: Job = {
  name: "roll-up-conversion-days",
  periodMs: HOUR_MS,
  offsetMs: OFFSET_MS,
  run: rollUp,
};
