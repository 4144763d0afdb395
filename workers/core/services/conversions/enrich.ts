/** Writes the facts of the click onto the conversion that it led to, once the click has arrived. */

import { WriteBatch } from "../../../db/batch.ts";
import {
  type Enrichment,
  findConversionToEnrich,
  writeEnrichment,
} from "../../../db/queries/enrichment.ts";
import type { ClickDetails } from "../../../domain/click-facts.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { OutboxHandler } from "../outbox/handler.ts";

/** How long the click's pack may take to arrive; afterwards its facts are unknown. */
const PATIENCE_MS = 60 * 60_000;
const RETRY_MS_FIRST = 2_000;
const RETRY_MS_MAX = 5 * 60_000;

/** Outbox handler of `conversion.enrich`. Credit never waits for it. */
export const enrichConversion: OutboxHandler = async (ctx, row) => {
  assertAllowed(ctx.actor, "conversion.record");
  const conversion = await findConversionToEnrich(ctx.db, row.subjectId);
  if (conversion === null) return "done";
  const { id, revision, affiliateId, clickAt, clickNonce } = conversion;
  const counter = ctx.env.AFFILIATE_COUNTER.getByName(affiliateId);
  const click = await counter.findClick(clickAt, clickNonce);
  const now = ctx.clock();
  if (click === null && now - row.createdAt < PATIENCE_MS) {
    const wait = Math.min(RETRY_MS_FIRST * 2 ** Math.max(row.attempts - 1, 0), RETRY_MS_MAX);
    return { retryAt: now + wait };
  }
  const batch = new WriteBatch(ctx.db);
  batch.add(writeEnrichment(id, revision, enrichmentOf(click)));
  await batch.commit();
  return "done";
};

function enrichmentOf(click: ClickDetails | null): Enrichment {
  if (click === null) return { enrichment: "unknown" };
  return {
    enrichment: "found",
    device: click.device,
    os: click.os,
    browser: click.browser,
    referrerHost: click.referrer?.split("/")[0] ?? null,
    clickUtm: click.utm,
    clickSub: [...click.sub],
  };
}
