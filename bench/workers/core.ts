/**
 * The core Worker with meters on what its platform bills, and doors for a bench: packs can be put on its
 * queue from inside. Everything behind is the product's own.
 */

import core, {
  EdgeGateway,
  AffiliateCounter as ProductCounter,
  ProgramFeed,
} from "../../workers/core/index.ts";
import type { RecordAnswer } from "../../workers/core/live/affiliate-counter.ts";
import type { OwnedClick, Pack } from "../../workers/domain/pack.ts";
import { takeAsked } from "./asked.ts";
import { meterD1, meterStorage, settleMeter } from "./meter.ts";
import { meter } from "./meter-counts.ts";
import { type FeedOrder, packsOf } from "./packs.ts";

export { EdgeGateway, ProgramFeed };

export class AffiliateCounter extends ProductCounter {
  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    meterStorage(state.storage);
    meterD1(env.DB);
    super(state, env);
  }

  override async record(packs: readonly Pack<OwnedClick>[]): Promise<RecordAnswer> {
    const answer = await super.record(packs);
    const { live, test } = answer.fresh;
    meter.counterCalls += 1;
    meter.counted += live.clicks + live.bots + test.clicks + test.bots;
    return answer;
  }

  override async alarm(): Promise<void> {
    meter.alarms += 1;
    await super.alarm();
  }
}

let prepared: Pack<OwnedClick>[] = [];

const counterOf = (env: Cloudflare.Env, affiliate: string) =>
  env.AFFILIATE_COUNTER.getByName(affiliate);

type Door = (request: Request, env: Cloudflare.Env) => Promise<unknown>;

const DOORS: Readonly<Record<string, Door>> = {
  "/bench/meter": async () => {
    settleMeter();
    return meter;
  },
  "/bench/asked": async (_request, env) => takeAsked(env.DB),
  /** Makes packs, so that making them is no part of what is measured. */
  "/bench/prepare": async (request) => {
    prepared = packsOf(await request.json<FeedOrder>());
    const clicks = prepared.reduce((sum, pack) => sum + pack.clicks.length, 0);
    return { packs: prepared.length, clicks };
  },
  "/bench/send": async (request, env) => {
    const { together } = await request.json<{ together: number }>();
    for (let start = 0; start < prepared.length; start += together) {
      const some = prepared.slice(start, start + together);
      await Promise.all(some.map((pack) => env.CLICKS_QUEUE.send(pack, { contentType: "json" })));
    }
    return { sent: prepared.length };
  },
  "/bench/flush": async (request, env) => {
    const affiliates = await request.json<FeedOrder["affiliates"]>();
    for (const { id } of affiliates) await counterOf(env, id).flush();
    return { flushed: affiliates.length };
  },
  /** Straight to the counters, a call a pack: rows as a quiet affiliate's counter gets them. */
  "/bench/record": async (_request, env) => {
    for (const pack of prepared) {
      await counterOf(env, pack.clicks[0]?.affiliate ?? "").record([pack]);
    }
    return { recorded: prepared.length };
  },
  "/bench/totals": async (request, env) => {
    const { affiliate } = await request.json<{ affiliate: string }>();
    return await counterOf(env, affiliate).totals();
  },
};

export default {
  async fetch(request, env, execution) {
    meterD1(env.DB);
    const door = DOORS[new URL(request.url).pathname];
    if (door === undefined) return core.fetch(request, env, execution);
    return Response.json(await door(request, env));
  },
  queue: core.queue,
  // The minute's jobs would run into whatever is being measured.
  scheduled() {},
} satisfies ExportedHandler<Cloudflare.Env>;
