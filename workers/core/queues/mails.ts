/** Consumer of the queue `trackdesk-mails`: each message is a mail to be sent. */
import { mailMessageSchema } from "../../contract/mails.ts";
import type { ServiceContext } from "../services/context.ts";
import { keepDeadLetter } from "../services/dead-letters/keep.ts";
import { sendMail } from "../services/mails/send.ts";
import { inParallel } from "./in-parallel.ts";
import { retryDelaySeconds } from "./retry-delay.ts";

/** Cloudflare opens at most six connections at once for an invocation; D1 takes its share. */
const MAILS_AT_ONCE = 4;
/** Somebody else is sending it: worth a look when that has ended, not before. */
const BUSY_DELAY_S = 60;

/** @returns seconds until it is to come again; `null` when it is done with */
async function consume(
  ctx: ServiceContext,
  queue: string,
  message: Message<unknown>,
): Promise<number | null> {
  const { success, data } = mailMessageSchema.safeParse(message.body);
  if (!success) {
    await keepDeadLetter(ctx, queue, message, "mail.malformed");
    return null;
  }
  return (await sendMail(ctx, data.mail_id)) === "busy" ? BUSY_DELAY_S : null;
}

/**
 * Sends each mail by itself: one that fails comes again later, after a delay that doubles, and the others
 * do not wait for it. A mail that was sent is not sent again, however often its message comes.
 */
export async function consumeMails(
  batch: MessageBatch<unknown>,
  ctx: ServiceContext,
): Promise<void> {
  await inParallel([...batch.messages], MAILS_AT_ONCE, async (message) => {
    try {
      const delaySeconds = await consume(ctx, batch.queue, message);
      if (delaySeconds === null) message.ack();
      else message.retry({ delaySeconds });
    } catch (error) {
      ctx.logger.warn("mail.not_sent", { id: message.id, attempts: message.attempts, error });
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
    }
  });
}
