/**
 * Takes packs of clicks to the counters: one call an affiliate and batch. A message is acknowledged when
 * all its affiliates have stored their part; a redelivery splits alike, and each counter knows its packs.
 */
import type { LiveCounts } from "../../contract/live.ts";
import { emptyCounts, MODES } from "../../domain/click-totals.ts";
import type { Mode } from "../../domain/mode.ts";
import { isPack, type OwnedClick, type Pack, splitByAffiliate } from "../../domain/pack.ts";
import type { RecordAnswer } from "../live/affiliate-counter.ts";
import type { ServiceContext } from "../services/context.ts";
import { keepDeadLetter } from "../services/dead-letters/keep.ts";
import { inParallel } from "./in-parallel.ts";
import { retryDelaySeconds } from "./retry-delay.ts";

/** Cloudflare opens at most six connections at once for an invocation. */
const CALLS_AT_ONCE = 6;

type PackMessage = { readonly message: Message<unknown>; readonly pack: Pack<OwnedClick> };
/** What one affiliate is to record, and the messages that wait for it. */
type Share = { readonly packs: Pack<OwnedClick>[]; readonly from: Set<Message<unknown>> };
type Sums = Record<Mode, LiveCounts>;

/** Consumes a batch of the queue `trackdesk-clicks`. */
export async function consumeClicks(
  batch: MessageBatch<unknown>,
  ctx: ServiceContext,
): Promise<void> {
  const packs: PackMessage[] = [];
  const malformed: Message<unknown>[] = [];
  for (const message of batch.messages) {
    const { body } = message;
    if (isPack(body)) packs.push({ message, pack: body });
    else malformed.push(message);
  }
  const failed = new Set<Message<unknown>>();
  const keep = (message: Message<unknown>, reason: string) =>
    keepOrFail(ctx, batch.queue, message, reason, failed);
  for (const message of malformed) await keep(message, "pack.malformed");

  const sums = new Map<string, Sums>();
  await inParallel([...sharesOf(packs)], CALLS_AT_ONCE, async ([affiliateId, share]) => {
    try {
      const answer = await record(ctx, affiliateId, share.packs);
      if (!answer.known) ctx.logger.warn("clicks.unknown_affiliate", { affiliate: affiliateId });
      addSums(sums, share.packs[0]?.clicks[0]?.program, answer);
      for (const { message, pack } of packs) {
        if (share.from.has(message) && answer.refused.includes(pack.id)) {
          await keep(message, "pack.too_old");
        }
      }
    } catch (error) {
      ctx.logger.error("clicks.not_recorded", { affiliate: affiliateId, error });
      for (const message of share.from) failed.add(message);
    }
  });
  ctx.waitUntil(showPrograms(ctx, sums));
  for (const message of batch.messages) settle(message, failed.has(message));
}

function sharesOf(packs: readonly PackMessage[]): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const { message, pack } of packs) {
    for (const [affiliateId, part] of splitByAffiliate(pack)) {
      const share = shares.get(affiliateId) ?? { packs: [], from: new Set() };
      shares.set(affiliateId, share);
      share.packs.push(part);
      share.from.add(message);
    }
  }
  return shares;
}

/** A stub is broken after it threw, and what broke may be over: a second try takes a new one. */
async function record(
  { env }: ServiceContext,
  affiliateId: string,
  packs: readonly Pack<OwnedClick>[],
): Promise<RecordAnswer> {
  const call = async () => await env.AFFILIATE_COUNTER.getByName(affiliateId).record(packs);
  try {
    return await call();
  } catch {
    return await call();
  }
}

async function keepOrFail(
  ctx: ServiceContext,
  queue: string,
  message: Message<unknown>,
  reason: string,
  failed: Set<Message<unknown>>,
): Promise<void> {
  try {
    await keepDeadLetter(ctx, queue, message, reason);
  } catch (error) {
    ctx.logger.error("dead_letter.not_kept", { queue, message: message.id, error });
    failed.add(message);
  }
}

function settle(message: Message<unknown>, failed: boolean): void {
  if (failed) message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
  else message.ack();
}

function addSums(sums: Map<string, Sums>, programId: string | undefined, answer: RecordAnswer) {
  if (programId === undefined || !answer.known) return;
  const known = sums.get(programId) ?? { live: emptyCounts(), test: emptyCounts() };
  const added = MODES.map((mode): [Mode, LiveCounts] => {
    const [before, fresh] = [known[mode], answer.fresh[mode]];
    const clicks = before.clicks + fresh.clicks;
    const uniques = before.uniques + fresh.uniques;
    return [mode, { clicks, uniques, bots: before.bots + fresh.bots }];
  });
  sums.set(programId, { ...known, ...Object.fromEntries(added) });
}

/** Best effort: who watches a program loads its totals from the API. */
async function showPrograms(ctx: ServiceContext, sums: Map<string, Sums>): Promise<void> {
  await inParallel([...sums], CALLS_AT_ONCE, async ([programId, counts]) => {
    try {
      await ctx.env.PROGRAM_FEED.getByName(programId).add(counts);
    } catch (error) {
      ctx.logger.warn("feed.not_shown", { program: programId, error });
    }
  });
}
