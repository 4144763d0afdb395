/** What an isolate sets up once and its requests share: settings, keys, memory, the click buffer. */

import { systemClock } from "../lib/clock.ts";
import { parseTokenKeys, type TokenKeys } from "../lib/crypto.ts";
import { newId } from "../lib/ids.ts";
import { createVisitorHasher, type VisitorHasher } from "../lib/visitor-hash.ts";
import { ClickBuffer } from "./click-buffer.ts";
import { type ClickContext, clickOf } from "./click-record.ts";
import { type EdgeEnv, parseSettings, type Settings } from "./env.ts";
import { LinkLookup } from "./link-lookup.ts";
import { deliverPack } from "./pack-delivery.ts";
import { PreparedLinks } from "./prepared-links.ts";

export type Isolate = {
  readonly env: EdgeEnv;
  readonly settings: Settings;
  readonly tokenKeys: TokenKeys;
  readonly hasher: VisitorHasher;
  readonly lookup: LinkLookup;
  readonly prepared: PreparedLinks;
  readonly clicks: ClickBuffer<ClickContext>;
};

const wait = (ms: number) => scheduler.wait(ms);

/** Sets an isolate up. Throws an error that names the variable when its settings are not usable. */
export async function openIsolate(env: EdgeEnv): Promise<Isolate> {
  const settings = parseSettings(env);
  const hasher = createVisitorHasher(settings.visitorSecret);
  const delivery = { queue: env.CLICKS_QUEUE, core: env.CORE, wait };
  return {
    env,
    settings,
    tokenKeys: await parseTokenKeys(settings.clickTokenKeys),
    hasher,
    lookup: new LinkLookup({ kv: env.LINKS, core: env.CORE, now: systemClock }),
    prepared: new PreparedLinks(),
    clicks: new ClickBuffer({
      windowMs: settings.clickBufferMs,
      now: systemClock,
      wait,
      newPackId: () => newId("pack"),
      record: (context) => clickOf(context, hasher),
      deliver: (pack) => deliverPack(pack, delivery),
    }),
  };
}
