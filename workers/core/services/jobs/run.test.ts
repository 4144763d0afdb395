import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { jobRuns } from "../../../db/schema/operations.ts";
import { ANONYMOUS, OPERATOR } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { testContext } from "../../testing/context.ts";
import { type Job, nextDueAt } from "./job.ts";
import { listJobs } from "./list.ts";
import { runDueJobs, runJobNow } from "./run.ts";

const db = openDb(env.DB);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
beforeEach(async () => {
  await db.delete(jobRuns);
});

function counting(changes: Partial<Job> = {}) {
  const runs: string[] = [];
  const job: Job = {
    name: "count",
    periodMs: HOUR_MS,
    run: async ({ actor }) => {
      runs.push(actor.kind === "system" ? actor.id : actor.kind);
      return { runs: runs.length };
    },
    ...changes,
  };
  return { runs, job };
}

describe("a job", () => {
  it("runs at once the first time, then once a period", async () => {
    const ctx = testContext({}, DAY_MS * 100 + 5);
    const { runs, job } = counting();
    expect(await runDueJobs(ctx, [job])).toEqual([{ job: "count", ok: true, report: { runs: 1 } }]);
    expect(await runDueJobs(ctx, [job])).toEqual([]);
    ctx.advance(HOUR_MS - 5);
    expect(await runDueJobs(ctx, [job])).toHaveLength(1);
    expect(runs).toEqual(["job:count", "job:count"]);
  });

  it("runs once when two crons overlap", async () => {
    const ctx = testContext();
    const { runs, job } = counting();
    await Promise.all([1, 2, 3, 4].map(() => runDueJobs(ctx, [job])));
    expect(runs).toHaveLength(1);
  });

  it("that fails is written down, tried again soon, and does not hold up the others", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { job: good } = counting({ name: "good" });
    const bad: Job = {
      name: "bad",
      periodMs: DAY_MS,
      run: async () => {
        throw new Error("disk full");
      },
    };
    const outcomes = await runDueJobs(ctx, [bad, good]);
    expect(outcomes.map(({ job, ok }) => [job, ok])).toEqual([
      ["bad", false],
      ["good", true],
    ]);
    const [status] = await listJobs(ctx, [bad]);
    expect(status).toMatchObject({ outcome: { error: "disk full" }, finished_at: ctx.clock() });
    expect((status?.due_at ?? 0) - ctx.clock()).toBeLessThanOrEqual(10 * 60_000);
  });

  it("that died is started again, but not while it may still run", async () => {
    const ctx = testContext();
    const { runs, job } = counting({ periodMs: 60_000 });
    await db.insert(jobRuns).values({ job: "count", startedAt: ctx.clock(), dueAt: ctx.clock() });
    ctx.advance(15 * 60_000);
    await runDueJobs(ctx, [job]);
    expect(runs).toHaveLength(0);
    ctx.advance(2 * 60_000);
    await runDueJobs(ctx, [job]);
    expect(runs).toHaveLength(1);
  });

  it("run by hand need not be due", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { runs, job } = counting();
    await runJobNow(ctx, [job], "count");
    await runJobNow(ctx, [job], "count");
    expect(runs).toHaveLength(2);
  });

  it("that runs already is not run by hand as well", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { job } = counting();
    await db.insert(jobRuns).values({ job: "count", startedAt: ctx.clock(), dueAt: ctx.clock() });
    await expect(runJobNow(ctx, [job], "count")).rejects.toMatchObject({ code: "job.running" });
  });

  it("without a period runs only by hand", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { runs, job } = counting({ periodMs: null });
    expect(await runDueJobs(ctx, [job])).toEqual([]);
    expect(await runJobNow(ctx, [job], "count")).toMatchObject({ ok: true });
    expect(runs).toHaveLength(1);
  });

  it("is nobody's business but the operator's and the system's", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    const { job } = counting();
    await expect(runDueJobs(ctx, [job])).rejects.toThrow(PermissionDenied);
    await expect(runJobNow(ctx, [job], "count")).rejects.toThrow(PermissionDenied);
    await expect(listJobs(ctx, [job])).rejects.toThrow(PermissionDenied);
  });
});

describe("when a job is due", () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ["an hourly one", HOUR_MS, 0, "2026-03-01T10:20:00Z", "2026-03-01T11:00:00Z"],
    ["one due this very moment", HOUR_MS, 0, "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"],
    ["a nightly one, before", DAY_MS, 137, "2026-03-01T01:00:00Z", "2026-03-01T02:17:00Z"],
    ["a nightly one, after", DAY_MS, 137, "2026-03-01T02:17:00Z", "2026-03-02T02:17:00Z"],
  ])("%s", (_, periodMs, offsetMinutes, now, due) => {
    const { job } = counting({ periodMs, offsetMs: offsetMinutes * 60_000 });
    expect(nextDueAt(job, at(now))).toBe(at(due));
  });

  it("is shown as never for one that never ran", async () => {
    const { job } = counting();
    expect(await listJobs(testContext(), [job])).toEqual([
      {
        name: "count",
        period_ms: HOUR_MS,
        started_at: null,
        finished_at: null,
        due_at: null,
        outcome: null,
      },
    ]);
  });
});
