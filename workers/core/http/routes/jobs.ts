import { Hono } from "hono";
import type { Job } from "../../services/jobs/job.ts";
import { listJobs } from "../../services/jobs/list.ts";
import { runDueJobs, runJobNow } from "../../services/jobs/run.ts";
import type { AppEnv } from "../app-env.ts";

/** Jobs of the installation, for its operator: what ran, and "run now". A job that fails says `ok: false`. */
export const jobRoutes = (jobs: readonly Job[]) =>
  new Hono<AppEnv>()
    .get("/", async (c) => c.json({ jobs: await listJobs(c.var.ctx, jobs) }))
    .post("/run-due", async (c) => c.json({ outcomes: await runDueJobs(c.var.ctx, jobs) }))
    .post("/:name/run", async (c) => c.json(await runJobNow(c.var.ctx, jobs, c.req.param("name"))));
