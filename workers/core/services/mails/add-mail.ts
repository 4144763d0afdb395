/** How a use case has a mail sent: nothing waits for it, and a broken transport fails nobody's request. */
import type { NewMail } from "../../../contract/mails.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import { mails } from "../../../db/schema/mails.ts";
import { outbox } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { mailRow } from "./mail-row.ts";

/**
 * Puts a mail, and the outbox row that sends it, into the batch of the write that it tells of: both are
 * written, or neither.
 * @returns the outbox row, for `sendSoon(ctx, [...rows, row])` after the commit; it is in the batch already
 * @throws ZodError for an address or a link that no mail may have
 */
export function addMail(batch: WriteBatch, ctx: ServiceContext, mail: NewMail): NewOutboxRow {
  const row = mailRow(ctx, mail);
  const send = outboxRow(ctx, "mail.send", row.id);
  batch.insert(mails, [row]);
  batch.insert(outbox, [send]);
  return send;
}
