import { sql } from "drizzle-orm";
import { WriteBatch } from "../../../db/batch.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { isLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";

/**
 * Closes a link whose clicks have reached its cap: from then on they are redirected, marked and not paid
 * (design §4.8). A link that is closed already, or whose cap is above `clicks` by now, stays as it is.
 */
export async function closeOverCap(
  ctx: ServiceContext,
  linkId: string,
  clicks: number,
): Promise<"closed" | "unchanged"> {
  assertAllowed(ctx.actor, "click.record");
  const row = outboxRow(ctx, "link.write", linkId);
  const batch = new WriteBatch(ctx.db);
  batch.guarded(sql`update links set cap_reached_at = ${ctx.clock()}, version = version + 1
    where id = ${linkId} and cap_reached_at is null and click_cap <= ${clicks}`);
  batch.insert(outbox, [row]);
  try {
    await batch.commit();
  } catch (error) {
    if (isLostRace(error)) return "unchanged";
    throw error;
  }
  sendSoon(ctx, [row]);
  return "closed";
}
