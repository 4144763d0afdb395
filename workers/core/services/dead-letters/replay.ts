import { problem } from "../../../contract/problem.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import {
  type DeadLetter,
  type KeptQueue,
  keptQueue,
  keyOfLetter,
  letterOf,
  metadataOf,
} from "./dead-letter.ts";

const notFound = problem("dead_letter.not_found");

/**
 * Puts a dead letter back on its queue, then marks it. A second replay sends nothing; one that was cut
 * off between the two sends again, which consumers bear, since they know what they have processed.
 * @throws ProblemError `dead_letter.not_found`
 */
export async function replayDeadLetter(ctx: ServiceContext, id: string): Promise<DeadLetter> {
  assertAllowed(ctx.actor, "dead_letter.replay");
  const key = keyOfLetter(id);
  const object = key === null ? null : await ctx.env.ARCHIVE.get(key);
  if (key === null || object === null) throw notFound();
  const letter = letterOf(object);
  if (letter.replayedAt !== null) return letter;
  const text = await object.text();
  await queueOf(ctx, letter.queue).send(JSON.parse(text));
  const replayed = { ...letter, replayedAt: ctx.clock() };
  await ctx.env.ARCHIVE.put(key, text, {
    httpMetadata: { contentType: "application/json" },
    customMetadata: metadataOf(replayed),
  });
  ctx.logger.info("dead_letter.replayed", { key });
  return replayed;
}

function queueOf({ env }: ServiceContext, name: string): Queue {
  const queues: Record<KeptQueue, Queue> = {
    "trackdesk-clicks": env.CLICKS_QUEUE,
    "trackdesk-events": env.EVENTS_QUEUE,
    "trackdesk-mails": env.MAILS_QUEUE,
  };
  return queues[keptQueue(name)];
}
