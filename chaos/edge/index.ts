/**
 * The edge Worker as Cloudflare runs it: several isolates at once, each with its own memory, each of
 * which may end at any moment with what it holds. Says what the front would say of a request (country),
 * and keeps the book of which clicks left an isolate.
 */
import { makeEdge } from "product-edge";
import type { ClickPack } from "../../workers/contract/edge/click-pack.ts";
import type { EdgeEnv } from "../../workers/edge/env.ts";
import { Chance } from "../chance.ts";
import { Book } from "./book.ts";

const ISOLATES = 3;
const FAILS_BEFORE = 0.02;
const FAILS_AFTER = 0.02;
/** For so long KV and core often do not answer a fresh isolate: it must do without what it cannot know. */
const YOUNG_MS = 500;
const YOUNG_FAILS = 0.4;

/** Ends the name of a prefetch that was reported as seen. */
const SEEN = ":seen";

/** A visit's name, and when its click was. */
type Handed = [name: string, at: number];
type DoubtfulPack = {
  readonly id: string;
  readonly clicks: readonly [name: string, at: number, affiliate: string][];
};

let chance = new Chance(0);
let calm = true;
const handed = new Book<Handed>();
const killed = new Book<string>();
/** Packs that a dead isolate had sent without hearing whether they had come. */
const doubtful = new Book<DoubtfulPack>();
/** Clicks handed over without anybody having known how their affiliate stands. */
let unchecked = 0;
/** Packs that were handed over already: a second hand-over is no second click. */
const packs = new Set<string>();

const nameOf = ({ sub, shown }: ClickPack["clicks"][number]) => `${sub?.[0]}${shown ? SEEN : ""}`;

class Isolate {
  readonly #handler = makeEdge();
  readonly #env: object;
  readonly open = new Set<string>();
  /** By id: sent, with an error for an answer. */
  readonly unanswered = new Map<string, ClickPack>();
  readonly #bornAt = Date.now();
  sending = 0;
  dead = false;

  constructor(env: EdgeEnv) {
    this.#env = {
      ...env,
      LINKS: this.#mayFail(env.LINKS, "get", this.#failsToKnow, () => 0),
      CLICKS_QUEUE: {
        send: (pack: ClickPack) =>
          this.#hand(pack, () => env.CLICKS_QUEUE.send(pack, { contentType: "json" }), true),
      },
      EVENTS_QUEUE: this.#mayFail(
        env.EVENTS_QUEUE,
        "send",
        () => FAILS_BEFORE,
        () => FAILS_AFTER,
      ),
      CORE: {
        ...this.#mayFail(env.CORE, "lookup", this.#failsToKnow, () => 0),
        acceptClicks: (pack: ClickPack) =>
          this.#hand(pack, () => env.CORE.acceptClicks(pack), false),
        acceptEvent: (event: Parameters<EdgeEnv["CORE"]["acceptEvent"]>[0]) =>
          env.CORE.acceptEvent(event),
      },
    };
  }

  readonly #failsToKnow = () => (Date.now() - this.#bornAt < YOUNG_MS ? YOUNG_FAILS : FAILS_BEFORE);

  async fetch(request: Request, context: ExecutionContext): Promise<Response> {
    const name = request.headers.get("x-visit");
    if (name !== null) this.open.add(name);
    const cf = { country: request.headers.get("cf-ipcountry") ?? undefined };
    const answer = await this.#handler.fetch(new Request(request, { cf }), this.#env, context);
    // Nothing is kept of a visit that could not be answered.
    if (name !== null && answer.status >= 500) this.open.delete(name);
    return answer;
  }

  /** A pack on its way out. Of a dead isolate nothing leaves. */
  async #hand(pack: ClickPack, send: () => Promise<unknown>, mayFail: boolean): Promise<void> {
    if (this.dead) return;
    this.sending++;
    try {
      const fate = calm || !mayFail ? 1 : chance.next();
      if (fate < FAILS_BEFORE) throw new Error("queue: refused by chaos");
      this.unanswered.set(pack.id, pack);
      await send();
      this.unanswered.delete(pack.id);
      this.#note(pack);
      if (fate < FAILS_BEFORE + FAILS_AFTER) throw new Error("queue: Network connection lost.");
    } finally {
      this.sending--;
    }
  }

  #note(pack: ClickPack): void {
    for (const click of pack.clicks) this.open.delete(nameOf(click));
    if (packs.has(pack.id)) return;
    packs.add(pack.id);
    for (const click of pack.clicks) {
      handed.push([nameOf(click), click.at]);
      if (click.unchecked) unchecked++;
    }
  }

  #mayFail<Binding extends object>(
    binding: Binding,
    method: keyof Binding & string,
    before: () => number,
    after: () => number,
  ): Binding {
    const act = binding[method] as (...given: unknown[]) => Promise<unknown>;
    const failing = async (...given: unknown[]) => {
      const fate = calm ? 1 : chance.next();
      if (fate < before()) throw new Error(`${method}: refused by chaos`);
      const result = await Reflect.apply(act, binding, given);
      if (fate < before() + after()) throw new Error(`${method}: Network connection lost.`);
      return result;
    };
    return { [method]: failing } as unknown as Binding;
  }
}

const isolates: Isolate[] = [];

/** Ends one with what it holds, unless a pack is just leaving it. */
function killOne(env: EdgeEnv): void {
  const index = chance.integer(0, isolates.length - 1);
  const one = isolates[index];
  if (one === undefined || one.sending > 0) return;
  one.dead = true;
  killed.push(...one.open);
  for (const { id, clicks } of one.unanswered.values()) {
    doubtful.push({ id, clicks: clicks.map((one) => [nameOf(one), one.at, one.affiliate]) });
  }
  isolates[index] = new Isolate(env);
}

function control({ pathname, searchParams }: URL, env: EdgeEnv): Response {
  switch (pathname) {
    case "/chaos/begin":
      chance = Chance.of(Number(searchParams.get("seed")), 30, 0);
      calm = false;
      break;
    case "/chaos/calm":
      calm = true;
      break;
    case "/chaos/kill":
      killOne(env);
      break;
    case "/chaos/book": {
      const known = (name: string) => Number(searchParams.get(name));
      return Response.json({
        handed: handed.after(known("handed")),
        killed: killed.after(known("killed")),
        doubtful: doubtful.after(known("doubtful")),
        unchecked,
        open: isolates.reduce((sum, { open }) => sum + open.size, 0),
      });
    }
  }
  return Response.json({});
}

export default {
  async fetch(request, env, context) {
    while (isolates.length < ISOLATES) isolates.push(new Isolate(env));
    if (request.url.includes("/chaos/")) return control(new URL(request.url), env);
    const isolate = chance.pick(isolates);
    return isolate.fetch(request, context);
  },
} satisfies ExportedHandler<EdgeEnv>;
