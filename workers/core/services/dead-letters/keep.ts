import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { keptQueue, letterKey, metadataOf } from "./dead-letter.ts";

type Kept = {
  readonly id: string;
  readonly timestamp: Date;
  readonly body: unknown;
  readonly attempts: number;
};

/**
 * Keeps a message that could not be processed, under the day on which it was sent: a repeat writes the
 * same object. (A replay is a new message: if it fails too, it is another letter.)
 * @param queue its queue, or the dead-letter queue of it
 */
export async function keepDeadLetter(
  ctx: ServiceContext,
  queue: string,
  message: Kept,
  reason: string,
): Promise<void> {
  assertAllowed(ctx.actor, "dead_letter.keep");
  const day = message.timestamp.toISOString().slice(0, 10);
  const key = letterKey(keptQueue(queue), day, message.id);
  const { attempts } = message;
  await ctx.env.ARCHIVE.put(key, JSON.stringify(message.body) ?? "null", {
    httpMetadata: { contentType: "application/json" },
    customMetadata: metadataOf({ reason, attempts, keptAt: ctx.clock(), replayedAt: null }),
  });
  ctx.logger.warn("dead_letter.kept", { key, reason, attempts });
}
