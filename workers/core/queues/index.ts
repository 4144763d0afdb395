/** Which consumer takes which queue of wrangler.toml. */
import type { ServiceContext } from "../services/context.ts";
import { consumeClicks } from "./clicks.ts";
import { consumeDeadLetters } from "./dead-letters.ts";
import { consumeEvents, type EventMessage } from "./events.ts";
import { consumeMails } from "./mails.ts";

type Consumer = (batch: MessageBatch<unknown>, ctx: ServiceContext) => Promise<void>;

const CONSUMERS: Readonly<Record<string, Consumer>> = {
  "trackdesk-clicks": consumeClicks,
  "trackdesk-events": (batch, ctx) => consumeEvents(batch as MessageBatch<EventMessage>, ctx),
  "trackdesk-mails": consumeMails,
  "trackdesk-clicks-dead": consumeDeadLetters,
  "trackdesk-events-dead": consumeDeadLetters,
  "trackdesk-mails-dead": consumeDeadLetters,
};

/** @throws Error for a queue without a consumer: its messages come again, and nothing is lost */
export async function consumeQueue(
  batch: MessageBatch<unknown>,
  ctx: ServiceContext,
): Promise<void> {
  const consume = CONSUMERS[batch.queue];
  if (consume === undefined) throw new Error(`No consumer for the queue ${batch.queue}`);
  await consume(batch, ctx);
}
