import { listJobRuns } from "../../../db/queries/jobs.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import type { Job } from "./job.ts";

export type JobStatus = {
  readonly name: string;
  /** `null`: runs only by hand. */
  readonly period_ms: number | null;
  /** UTC ms; `null` when it never ran. */
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly due_at: number | null;
  /** The report, or `{ error }`; `null` while it runs. */
  readonly outcome: unknown;
};

/** Every job with its last run. */
export async function listJobs(ctx: ServiceContext, jobs: readonly Job[]): Promise<JobStatus[]> {
  assertAllowed(ctx.actor, "job.list");
  const runs = new Map((await listJobRuns(ctx.db)).map((run) => [run.job, run]));
  return jobs.map((job) => {
    const run = runs.get(job.name);
    return {
      name: job.name,
      period_ms: job.periodMs,
      started_at: run?.startedAt ?? null,
      finished_at: run?.finishedAt ?? null,
      due_at: run?.dueAt ?? null,
      outcome: run?.outcome ? JSON.parse(run.outcome) : null,
    };
  });
}
