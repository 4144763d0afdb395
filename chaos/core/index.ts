/**
 * The core Worker in a storm: its bindings fail, its invocations die, its objects are evicted, and its
 * messages pass through hands that do with them what an at-least-once queue may do. Everything behind
 * that is the product's own.
 */
import core, {
  AffiliateCounter as Counter,
  EdgeGateway as Gateway,
  ProgramFeed,
} from "../../workers/core/index.ts";
import type { RecordAnswer } from "../../workers/core/live/affiliate-counter.ts";
import { HeldMessages } from "./held-messages.ts";
import { currentLife, Died, type Life, live } from "./life.ts";
import { storm } from "./storm.ts";
import { doLateWrites } from "./stormy-d1.ts";
import { stormyEnv } from "./stormy-env.ts";

const held: Readonly<Record<string, HeldMessages>> = {
  "trackdesk-clicks": new HeldMessages("trackdesk-clicks"),
  "trackdesk-events": new HeldMessages("trackdesk-events"),
};

/** Ids of packs that the queue has delivered. */
const arrived = new Set<string>();
/** Affiliates whose counters have a pack that came by no queue. */
const recorded = new Map<string, Set<string>>();

function noteRecorded(packs: Parameters<Counter["record"]>[0]): void {
  for (const { id, clicks } of packs) {
    const [click] = clicks;
    if (arrived.has(id) || click === undefined) continue;
    recorded.set(id, (recorded.get(id) ?? new Set()).add(click.affiliate));
  }
}

const made = new WeakMap<object, Cloudflare.Env>();

/** One for all invocations, since the product remembers what it has read of it. */
function envInStorm(env: Cloudflare.Env): Cloudflare.Env {
  const known = made.get(env) ?? stormyEnv(env, { channel: "d1", asker: currentLife });
  made.set(env, known);
  return known;
}

export class AffiliateCounter extends Counter {
  readonly #life: Life;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    const life = { dead: false, die: () => state.abort("evicted by chaos") };
    super(state, stormyEnv(env, { channel: "object_d1", asker: () => life }));
    this.#life = life;
  }

  override async record(packs: Parameters<Counter["record"]>[0]): Promise<RecordAnswer> {
    const fate = storm.fate("record");
    if (fate === "die_before") this.#life.die();
    const answer = await super.record(packs);
    noteRecorded(packs);
    if (fate === "die_after") {
      await scheduler.wait(1);
      this.#life.die();
    }
    return answer;
  }
}

export class EdgeGateway extends Gateway {
  readonly #execution: ExecutionContext;

  constructor(execution: ExecutionContext, env: Cloudflare.Env) {
    super(execution, envInStorm(env));
    this.#execution = execution;
  }

  override lookup(key: string): ReturnType<Gateway["lookup"]> {
    return live(this.#execution, () => super.lookup(key));
  }

  override acceptClicks(pack: Parameters<Gateway["acceptClicks"]>[0]): Promise<void> {
    return live(this.#execution, () => super.acceptClicks(pack));
  }

  override acceptEvent(event: Parameters<Gateway["acceptEvent"]>[0]): Promise<void> {
    return live(this.#execution, () => super.acceptEvent(event));
  }
}

export { ProgramFeed };

const DEAD = new Response(null, { status: 502 });

async function answerInStorm(
  request: Request,
  env: Cloudflare.Env,
  execution: ExecutionContext,
): Promise<Response> {
  try {
    const answer = await live(execution, async (context) =>
      core.fetch(request as Parameters<typeof core.fetch>[0], envInStorm(env), context),
    );
    return storm.fate("answer") === "well" ? answer : DEAD.clone();
  } catch (error) {
    if (error instanceof Died) return DEAD.clone();
    throw error;
  }
}

/** What the run does to the weather, and asks of the hands between queue and consumer. */
async function control(
  { pathname, searchParams }: URL,
  env: Cloudflare.Env,
  execution: ExecutionContext,
): Promise<Response> {
  const number = (name: string) => Number(searchParams.get(name) ?? 0);
  switch (pathname) {
    case "/chaos/begin":
      storm.begin(number("seed"));
      for (const [index, one] of Object.values(held).entries())
        one.begin(number("seed"), 20 + index);
      break;
    case "/chaos/calm":
      storm.calm = true;
      break;
    case "/chaos/late":
      await doLateWrites(env.DB, true);
      break;
    case "/chaos/flush":
      // What the product's own job asks of a counter; its error is its own matter.
      await env.AFFILIATE_COUNTER.getByName(searchParams.get("affiliate") ?? "")
        .flush()
        .catch(() => {});
      break;
    case "/chaos/arrived": {
      const pack = searchParams.get("pack") ?? "";
      const affiliates = [...(recorded.get(pack) ?? [])];
      return Response.json({ queued: arrived.has(pack), affiliates });
    }
    case "/chaos/outage":
      storm.d1RefusesUntil = Date.now() + number("ms");
      break;
    case "/chaos/deliver": {
      const queue = held[searchParams.get("queue") ?? ""];
      const delivered = await queue?.deliver((batch) =>
        live(execution, (context) => core.queue(batch, envInStorm(env), context)),
      );
      const late = await doLateWrites(env.DB, false);
      return Response.json({ delivered, held: queue?.size ?? 0, late });
    }
  }
  const figures = Object.fromEntries(
    Object.entries(held).map(([queue, one]) => [queue, { ...one.figures, held: one.size }]),
  );
  return Response.json({ struck: storm.struck, queues: figures });
}

export default {
  async fetch(request, env, execution) {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/chaos/")) return control(url, env, execution);
    return answerInStorm(request, env, execution);
  },

  async queue(batch, env, execution) {
    const hands = held[batch.queue];
    if (hands === undefined) return core.queue(batch, envInStorm(env), execution);
    for (const message of batch.messages) {
      hands.take(message);
      const { id } = message.body as { readonly id?: unknown };
      if (typeof id === "string" && batch.queue === "trackdesk-clicks") arrived.add(id);
    }
    batch.ackAll();
  },
} satisfies ExportedHandler<Cloudflare.Env>;
