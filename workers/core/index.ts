/** The core Worker: what it answers, consumes and runs by itself. */
import { systemActor } from "../domain/permission.ts";
import { JOBS } from "./cron/index.ts";
import { EdgeGateway } from "./edge-gateway.ts";
import { readEnv } from "./env.ts";
import { createApp } from "./http/app.ts";
import { AffiliateCounter } from "./live/affiliate-counter.ts";
import { ProgramFeed } from "./live/program-feed.ts";
import { createContext } from "./services/context.ts";
import { runDueJobs } from "./services/jobs/run.ts";

export { AffiliateCounter, EdgeGateway, ProgramFeed };

const app = createApp(JOBS);

export default {
  fetch: app.fetch,

  async scheduled(_event, env, execution) {
    const ctx = createContext({
      env: readEnv(env),
      actor: systemActor("cron"),
      waitUntil: (work) => execution.waitUntil(work),
    });
    await runDueJobs(ctx, JOBS);
  },
} satisfies ExportedHandler<Cloudflare.Env>;
