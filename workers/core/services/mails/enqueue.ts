import type { MailMessage } from "../../../contract/mails.ts";
import type { OutboxHandler } from "../outbox/handler.ts";

/** Handler of `mail.send`: hands the mail's id to the queue, whose consumer sends it. */
export const enqueueMail: OutboxHandler = async (ctx, row) => {
  await ctx.env.MAILS_QUEUE.send({ mail_id: row.subjectId } satisfies MailMessage);
  return "done";
};
