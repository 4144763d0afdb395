import { problem } from "../../../contract/problem.ts";
import { claimJob, finishJob } from "../../../db/queries/jobs.ts";
import { systemActor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { type Job, type JobReport, nextDueAt, RETRY_MS_MAX, RUN_MS_MAX } from "./job.ts";

const running = problem("job.running");
const notFound = problem("job.not_found");

export type JobOutcome =
  | { readonly job: string; readonly ok: true; readonly report: JobReport }
  | { readonly job: string; readonly ok: false; readonly error: string };

/** Runs a job whose claim was won, and writes how it ended. Never throws for the job's own failure. */
async function runClaimed(ctx: ServiceContext, job: Job, startedAt: number): Promise<JobOutcome> {
  const logger = ctx.logger.with({ job: job.name });
  const asJob = { ...ctx, logger, actor: systemActor(`job:${job.name}`), idempotency: null };
  const outcome = await job.run(asJob).then(
    (report): JobOutcome => ({ job: job.name, ok: true, report }),
    (error): JobOutcome => {
      logger.error("job.failed", { error });
      return { job: job.name, ok: false, error: error instanceof Error ? error.message : "failed" };
    },
  );
  const now = ctx.clock();
  const due = nextDueAt(job, startedAt);
  await finishJob(ctx.db, {
    job: job.name,
    startedAt,
    finishedAt: now,
    outcome: JSON.stringify(outcome.ok ? outcome.report : { error: outcome.error }),
    dueAt: outcome.ok ? due : Math.min(due, now + RETRY_MS_MAX),
  });
  return outcome;
}

/** Claims and runs one job; `null` when it is not due or runs already. */
async function claimAndRun(
  ctx: ServiceContext,
  job: Job,
  evenIfNotDue: boolean,
): Promise<JobOutcome | null> {
  const now = ctx.clock();
  const won = await claimJob(ctx.db, {
    job: job.name,
    now,
    nextDueAt: nextDueAt(job, now),
    deadBefore: now - RUN_MS_MAX,
    evenIfNotDue,
  });
  return won ? runClaimed(ctx, job, now) : null;
}

/** Runs every job that is due, one after the other; overlapping calls run none twice. */
export async function runDueJobs(ctx: ServiceContext, jobs: readonly Job[]): Promise<JobOutcome[]> {
  assertAllowed(ctx.actor, "job.run");
  const outcomes: JobOutcome[] = [];
  for (const job of jobs) {
    if (job.periodMs === null) continue;
    const outcome = await claimAndRun(ctx, job, false);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

/**
 * Runs a job now, whether it is due or not.
 * @throws ProblemError `job.not_found`, `job.running`
 */
export async function runJobNow(
  ctx: ServiceContext,
  jobs: readonly Job[],
  name: string,
): Promise<JobOutcome> {
  assertAllowed(ctx.actor, "job.run");
  const job = jobs.find((candidate) => candidate.name === name);
  if (job === undefined) throw notFound();
  const outcome = await claimAndRun(ctx, job, true);
  if (outcome === null) throw running();
  return outcome;
}
