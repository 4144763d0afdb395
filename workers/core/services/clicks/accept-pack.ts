import type { ClickPack } from "../../../contract/edge/click-pack.ts";
import { isPack, splitByAffiliate } from "../../../domain/pack.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Takes a pack that the edge could not put on the queue: on the queue from here, else straight to the
 * counters, which know a pack that they have seen. Resolves when every click is stored.
 * @throws Error when neither took it, or it is no pack
 */
export async function acceptPack(ctx: ServiceContext, pack: ClickPack): Promise<void> {
  assertAllowed(ctx.actor, "click.record");
  if (!isPack(pack)) throw new TypeError("Not a pack of clicks.");
  try {
    await ctx.env.CLICKS_QUEUE.send(pack);
  } catch (error) {
    ctx.logger.warn("clicks.queue_failed", { pack: pack.id, error });
    for (const [affiliateId, part] of splitByAffiliate(pack)) {
      await ctx.env.AFFILIATE_COUNTER.getByName(affiliateId).record([part]);
    }
  }
}
