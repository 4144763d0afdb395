/** Reads the inbox of development, where there is one. */
import { problem } from "../../../contract/problem.ts";
import { findInInbox, type KeptMail, listInbox } from "../../providers/email/inbox.ts";
import type { ServiceContext } from "../context.ts";

export type { KeptMail };

const notFound = problem("request.not_found");
const MAILS_SHOWN = 50;

/**
 * Anybody who reaches the installation may read it, so it exists in development alone.
 * @throws ProblemError `request.not_found` where mails are really sent
 */
export function assertInbox({ env }: ServiceContext): void {
  if (env.email.transport !== "inbox" || env.ENVIRONMENT === "production") throw notFound();
}

/** The newest 50 mails, newest first; those to `to`, when it is named. @throws as `assertInbox` */
export async function listKeptMails(
  ctx: ServiceContext,
  filter: { readonly to?: string },
): Promise<KeptMail[]> {
  assertInbox(ctx);
  return listInbox(ctx.env.ARCHIVE, { ...filter, limit: MAILS_SHOWN });
}

/** @throws ProblemError `request.not_found` */
export async function readKeptMail(ctx: ServiceContext, id: string): Promise<KeptMail> {
  assertInbox(ctx);
  const mail = await findInInbox(ctx.env.ARCHIVE, id);
  if (mail === null) throw notFound();
  return mail;
}
