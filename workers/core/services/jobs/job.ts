import type { ServiceContext } from "../context.ts";

/** Counts and short facts about a run, shown in the list of jobs. */
export type JobReport = Readonly<Record<string, number | string>>;

/** Something that runs by itself. Its registry is cron/index.ts. */
export type Job = {
  readonly name: string;
  /** Milliseconds between two runs; `null`: only by hand. */
  readonly periodMs: number | null;
  /** Where in the period it runs, for instance 02:17 UTC of a day; 0 when absent. */
  readonly offsetMs?: number;
  /** Must be repeatable: a run that died is started again. */
  readonly run: (ctx: ServiceContext) => Promise<JobReport>;
};

/** A run that has not finished after this is taken for dead: a cron invocation lasts at most 15 minutes. */
export const RUN_MS_MAX = 16 * 60_000;
/** A job that failed is tried again after at most this. */
export const RETRY_MS_MAX = 10 * 60_000;

/** The next moment after `now` at which the job is due (UTC ms); of a job run by hand just `now`. */
export function nextDueAt(job: Job, now: number): number {
  if (job.periodMs === null) return now;
  const offset = job.offsetMs ?? 0;
  return Math.floor((now - offset) / job.periodMs + 1) * job.periodMs + offset;
}
