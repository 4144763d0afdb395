import type { NewMail } from "../../../contract/mails.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { ServiceContext } from "../context.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { addMail } from "./add-mail.ts";

/**
 * Has a mail sent by a batch of its own, for whoever has none (better-auth's callbacks).
 * @returns the mail's id
 * @throws ZodError as `addMail`
 */
export async function queueMail(ctx: ServiceContext, mail: NewMail): Promise<string> {
  const batch = new WriteBatch(ctx.db);
  const send = addMail(batch, ctx, mail);
  await batch.commit();
  sendSoon(ctx, [send]);
  return send.subjectId;
}
