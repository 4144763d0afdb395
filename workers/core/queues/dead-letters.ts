import type { ServiceContext } from "../services/context.ts";
import { keepDeadLetter } from "../services/dead-letters/keep.ts";
import { inParallel } from "./in-parallel.ts";
import { retryDelaySeconds } from "./retry-delay.ts";

/** Cloudflare opens at most six connections at once for an invocation. */
const PUTS_AT_ONCE = 6;

/**
 * Consumes the dead-letter queue of each queue: every message is kept, so that the operator can see and
 * replay it.
 */
export async function consumeDeadLetters(
  batch: MessageBatch<unknown>,
  ctx: ServiceContext,
): Promise<void> {
  await inParallel([...batch.messages], PUTS_AT_ONCE, async (message) => {
    try {
      await keepDeadLetter(ctx, batch.queue, message, "retries_exhausted");
      message.ack();
    } catch (error) {
      ctx.logger.error("dead_letter.not_kept", { queue: batch.queue, message: message.id, error });
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
    }
  });
}
