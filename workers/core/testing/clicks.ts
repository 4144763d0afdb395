/** Clicks and packs for tests. */
import { env } from "cloudflare:workers";
import { openDb, WriteBatch } from "../../db/batch.ts";
import type { ClickCounts } from "../../domain/click-totals.ts";
import type { OwnedClick, Pack } from "../../domain/pack.ts";
import type { BaseReward } from "../../domain/reward.ts";
import { newId } from "../../lib/ids.ts";
import { insertReward } from "./rewards.ts";
import { makeSample } from "./sample.ts";

export const db = openDb(env.DB);

/** An organization of its own, and how clicks on its link are made and read. */
export async function makeCounted(overrides: Parameters<typeof makeSample>[1] = {}) {
  const sample = await makeSample(db, overrides);
  const affiliateId = sample.affiliate.id;
  const click = (own: Partial<OwnedClick> = {}): OwnedClick => ({
    link: sample.link.id,
    program: sample.program.id,
    affiliate: affiliateId,
    at: Date.now(),
    nonce: crypto.randomUUID().slice(0, 11),
    visitor: crypto.randomUUID().slice(0, 11),
    ...own,
  });
  return {
    ...sample,
    /** A new stub each time: one is broken after it threw. */
    counter: () => env.AFFILIATE_COUNTER.getByName(affiliateId),
    click,
    pack: (...clicks: Partial<OwnedClick>[]): Pack<OwnedClick> => ({
      id: newId("pack"),
      at: Date.now(),
      clicks: clicks.map(click),
    }),
    /** What D1 holds, summed over days and links. */
    stored: () => storedCounts(affiliateId),
  };
}

async function storedCounts(affiliateId: string): Promise<ClickCounts> {
  const row = await env.DB.prepare(
    `select coalesce(sum(clicks), 0) as clicks, coalesce(sum(uniques), 0) as uniques,
       coalesce(sum(bots), 0) as bots from click_days where affiliate_id = ?`,
  )
    .bind(affiliateId)
    .first<ClickCounts>();
  return row ?? { clicks: 0, uniques: 0, bots: 0 };
}

export const counts = (clicks: number, uniques = clicks, bots = 0): ClickCounts => ({
  clicks,
  uniques,
  bots,
});

/** The message of what `call` throws; empty when it does not. (An RPC promise must be awaited once.) */
export async function failureOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

/** A reward of 10 cents a click for everybody in the program. */
export async function makeClickReward(programId: string, own: Partial<BaseReward> = {}) {
  const definition: BaseReward = {
    kind: "base",
    trigger: { type: "click" },
    amount: { kind: "flat", amount: 10 },
    duration: { kind: "lifetime" },
    conditions: [],
    caps: [],
    followsRefunds: false,
    requiresSale: false,
    ...own,
  };
  const batch = new WriteBatch(db);
  const ids = insertReward(batch, programId, definition, { name: "Clicks" });
  await batch.commit();
  return ids;
}
