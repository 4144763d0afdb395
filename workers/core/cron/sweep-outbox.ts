import type { Job } from "../services/jobs/job.ts";
import { runDueOutbox } from "../services/outbox/run-due.ts";

const MINUTE_MS = 60_000;

/** Sends side effects whose first attempt did not come about or failed. */
export const sweepOutbox: Job = {
  name: "sweep-outbox",
  periodMs: MINUTE_MS,
  run: (ctx) => runDueOutbox(ctx),
};
