import { DAY_MS } from "../../domain/day.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Job, JobReport } from "../services/jobs/job.ts";
import { compareEntries } from "../services/links/compare-entries.ts";
import { runDueOutbox } from "../services/outbox/run-due.ts";

const MINUTE_MS = 60_000;

/** Compares, and writes at once as much as one sweep takes; later sweeps write the rest. */
async function compare(ctx: ServiceContext, everything: boolean): Promise<JobReport> {
  const compared = await compareEntries(ctx, { everything });
  const { sent, failed } = await runDueOutbox(ctx);
  return { ...compared, sent, failed };
}

/** Every night at 02:17 UTC: KV is a cache, and a cache that nobody compares drifts. */
export const compareLinks: Job = {
  name: "compare-links",
  periodMs: DAY_MS,
  offsetMs: 137 * MINUTE_MS,
  run: (ctx) => compare(ctx, false),
};

/** Only by hand: writes every entry again, for a namespace that is new or was lost. */
export const rebuildLinks: Job = {
  name: "rebuild-links",
  periodMs: null,
  run: (ctx) => compare(ctx, true),
};
