/** Hands a pack of clicks over: to the queue, or to core when the queue refuses. */
import type { ClickPack } from "../contract/edge/click-pack.ts";
import type { EdgeGatewayRpc } from "../contract/edge/gateway.ts";

/** Before the second round and so on; together less than what a request may live on after its answer. */
const RETRY_MS: readonly number[] = [250, 500, 1_000, 2_000, 4_000];

export type DeliveryParts = {
  readonly queue: Pick<Queue<ClickPack>, "send">;
  readonly core: Pick<EdgeGatewayRpc, "acceptClicks">;
  readonly wait: (ms: number) => Promise<unknown>;
};

async function tryBoth(pack: ClickPack, { queue, core }: DeliveryParts): Promise<string[]> {
  try {
    await queue.send(pack, { contentType: "json" });
    return [];
  } catch (fromQueue) {
    try {
      await core.acceptClicks(pack);
      return [];
    } catch (fromCore) {
      return [String(fromQueue), String(fromCore)];
    }
  }
}

/**
 * Delivers `pack`, the same bytes under the same id in every try: that is what it is deduplicated by.
 * Never throws: what cannot be handed over at all is logged with its count.
 */
export async function deliverPack(pack: ClickPack, parts: DeliveryParts): Promise<void> {
  let errors = await tryBoth(pack, parts);
  for (const delayMs of RETRY_MS) {
    if (errors.length === 0) return;
    await parts.wait(delayMs);
    errors = await tryBoth(pack, parts);
  }
  if (errors.length === 0) return;
  const lost = { event: "clicks_lost", pack: pack.id, clicks: pack.clicks.length, errors };
  console.error(JSON.stringify(lost));
}
