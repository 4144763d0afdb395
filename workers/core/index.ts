/** The core Worker: what it answers, consumes and runs by itself. */
import { systemActor } from "../domain/actor.ts";
import { JOBS } from "./cron/index.ts";
import { EdgeGateway } from "./edge-gateway.ts";
import { readEnv } from "./env.ts";
import { createApp } from "./http/app.ts";
import { AffiliateCounter } from "./live/affiliate-counter.ts";
import { ProgramFeed } from "./live/program-feed.ts";
import { consumeQueue } from "./queues/index.ts";
import { createContext } from "./services/context.ts";
import { runDueJobs } from "./services/jobs/run.ts";

export { AffiliateCounter, EdgeGateway, ProgramFeed };

const app = createApp(JOBS);

const contextOf = (actor: string, env: Cloudflare.Env, execution: ExecutionContext) =>
  createContext({
    env: readEnv(env),
    actor: systemActor(actor),
    waitUntil: (work) => execution.waitUntil(work),
  });

export default {
  fetch: app.fetch,

  async queue(batch, env, execution) {
    await consumeQueue(batch, contextOf(`queue:${batch.queue}`, env, execution));
  },

  async scheduled(_event, env, execution) {
    await runDueJobs(contextOf("cron", env, execution), JOBS);
  },
} satisfies ExportedHandler<Cloudflare.Env>;
