import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { jobRuns } from "../schema/operations.ts";

export type JobRun = typeof jobRuns.$inferSelect;

type Claim = {
  readonly job: string;
  /** UTC ms. */
  readonly now: number;
  /** When it is due again. */
  readonly nextDueAt: number;
  /** A run that started before this and never finished is taken for dead. */
  readonly deadBefore: number;
  /** Whether it runs although it is not due. */
  readonly evenIfNotDue: boolean;
};

/** Starts a run; `false` when the job is not due or runs already. One statement, so only one caller wins. */
export async function claimJob(db: Db, claim: Claim): Promise<boolean> {
  const fresh = { startedAt: claim.now, finishedAt: null, outcome: null, dueAt: claim.nextDueAt };
  const idle = sql`(${jobRuns.finishedAt} is not null or ${jobRuns.startedAt} < ${claim.deadBefore})`;
  const rows = await db
    .insert(jobRuns)
    .values({ job: claim.job, ...fresh })
    .onConflictDoUpdate({
      target: jobRuns.job,
      set: fresh,
      setWhere: claim.evenIfNotDue ? idle : sql`${idle} and ${jobRuns.dueAt} <= ${claim.now}`,
    })
    .returning({ job: jobRuns.job });
  return rows.length === 1;
}

/** Writes how the run that started at `startedAt` ended. */
export async function finishJob(
  db: Db,
  run: Pick<JobRun, "job" | "startedAt" | "finishedAt" | "outcome" | "dueAt">,
): Promise<void> {
  await db
    .update(jobRuns)
    .set({ finishedAt: run.finishedAt, outcome: run.outcome, dueAt: run.dueAt })
    .where(and(eq(jobRuns.job, run.job), eq(jobRuns.startedAt, run.startedAt)));
}

/** The last run of each job; there are a dozen jobs, so this reads the whole table. */
export function listJobRuns(db: Db): Promise<JobRun[]> {
  return db.select().from(jobRuns).orderBy(jobRuns.job);
}
