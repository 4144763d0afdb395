import {
  DEFAULT_MAIL_LOCALE,
  MAIL_LOCALES,
  type MailContent,
  type MailKind,
  mailParamSchemas,
} from "../../../contract/mails.ts";
import {
  claimMail,
  findMail,
  type MailRow,
  returnMail,
  settleMail,
} from "../../../db/queries/mails.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { chooseTransport } from "../../providers/email/choose-transport.ts";
import { renderMail } from "../../providers/email/render.tsx";
import {
  type EmailTransport,
  MailRefused,
  type RenderedMail,
  reasonOf,
} from "../../providers/email/transport.ts";
import type { ServiceContext } from "../context.ts";

/** Longer than a transport may take: connecting, a dozen answers, and what they wait for. */
const LEASE_MS = 4 * 60_000;

/** `settled` was sent, refused or deleted before; `busy` is being sent by somebody else at this moment. */
export type SendOutcome = "sent" | "refused" | "settled" | "busy";

/** @throws MailRefused for parameters that this version does not know how to write */
function contentOf(row: MailRow): MailContent {
  const schema = mailParamSchemas[row.kind as MailKind];
  const params = schema?.safeParse(row.params);
  if (!params?.success) throw new MailRefused("its parameters do not fit its kind");
  return { kind: row.kind, params: params.data } as MailContent;
}

async function write(ctx: ServiceContext, row: MailRow): Promise<RenderedMail> {
  const { id, kind, toAddress: to, createdAt } = row;
  const locale = MAIL_LOCALES.find((known) => known === row.locale) ?? DEFAULT_MAIL_LOCALE;
  const parts = await renderMail(contentOf(row), { locale, baseUrl: ctx.env.BASE_URL });
  return { id, kind, to, createdAt, from: ctx.env.email.from, ...parts };
}

/** The mail is out: a database that hiccups now would have it sent twice, so it is asked twice. */
async function markSent(ctx: ServiceContext, id: string): Promise<void> {
  const sent = { state: "sent", sentAt: ctx.clock(), lastError: null } as const;
  try {
    await settleMail(ctx.db, id, sent);
  } catch {
    await settleMail(ctx.db, id, sent);
  }
}

const messageOf = (error: unknown) =>
  reasonOf(error instanceof Error ? error.message : String(error));

/**
 * Sends a mail that was queued, once: whoever comes while it is being sent, or after it, sends nothing.
 * Dies the sender between the transport and the mark, it is sent again when the lease has ended, under the
 * same Message-ID.
 * @throws Error when it could not be sent this time; it waits to be tried again
 */
export async function sendMail(
  ctx: ServiceContext,
  mailId: string,
  transport: EmailTransport = chooseTransport(ctx.env),
): Promise<SendOutcome> {
  assertAllowed(ctx.actor, "mail.send");
  const now = ctx.clock();
  const row = await claimMail(ctx.db, mailId, { now, leaseUntil: now + LEASE_MS });
  if (row === null) {
    const found = await findMail(ctx.db, mailId);
    return found?.state === "queued" ? "busy" : "settled";
  }
  try {
    await transport.send(await write(ctx, row));
  } catch (error) {
    const lastError = messageOf(error);
    if (!(error instanceof MailRefused)) {
      await returnMail(ctx.db, row, lastError);
      throw error;
    }
    await settleMail(ctx.db, mailId, { state: "failed", sentAt: null, lastError });
    ctx.logger.warn("mail.refused", { mail: mailId, kind: row.kind, reason: lastError });
    return "refused";
  }
  await markSent(ctx, mailId);
  ctx.logger.info("mail.sent", { mail: mailId, kind: row.kind, attempts: row.attempts });
  return "sent";
}
