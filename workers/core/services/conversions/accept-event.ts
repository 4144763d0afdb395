import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";

/**
 * Takes an event that the edge could not put on the queue: on the queue from here, else into the books
 * at once. Resolves when it is stored, or refused for good as its consumer would refuse it.
 * @throws Error when neither took it
 */
export async function acceptEvent(ctx: ServiceContext, event: BrowserEvent): Promise<void> {
  assertAllowed(ctx.actor, "conversion.record");
  try {
    await ctx.env.EVENTS_QUEUE.send(event);
  } catch (error) {
    ctx.logger.warn("events.queue_failed", { event: event.id, error });
    const [outcome] = await handleBrowserEvents(ctx, [event]);
    if (outcome?.kind === "refused") {
      ctx.logger.warn("event.refused", { id: event.id, error: outcome.problem });
    }
  }
}
