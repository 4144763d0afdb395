/** The mail log: claimed by a lease, so that two deliveries of one message do not send it twice. */
import { and, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { type MailState, mails } from "../schema/mails.ts";

export type MailRow = typeof mails.$inferSelect;

export async function findMail(db: Db, id: string): Promise<MailRow | null> {
  const [row] = await db.select().from(mails).where(eq(mails.id, id));
  return row ?? null;
}

/** Claims a mail that waits until `leaseUntil` (UTC ms) and counts the attempt; `null` when there is none. */
export async function claimMail(
  db: Db,
  id: string,
  claim: { readonly now: number; readonly leaseUntil: number },
): Promise<MailRow | null> {
  const [row] = await db
    .update(mails)
    .set({ leasedUntil: claim.leaseUntil, attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.id, id), eq(mails.state, "queued"), lt(mails.leasedUntil, claim.now)))
    .returning();
  return row ?? null;
}

/** Marks a mail that waited as sent or failed, and empties what may hold one-time links. */
export async function settleMail(
  db: Db,
  id: string,
  settled: {
    readonly state: Exclude<MailState, "queued">;
    readonly sentAt: number | null;
    readonly lastError: string | null;
  },
): Promise<void> {
  await db
    .update(mails)
    .set({ ...settled, params: {}, leasedUntil: 0 })
    .where(and(eq(mails.id, id), eq(mails.state, "queued")));
}

/** Gives a claimed mail back, to be tried again. */
export async function returnMail(db: Db, mail: MailRow, lastError: string): Promise<void> {
  await db
    .update(mails)
    .set({ lastError, leasedUntil: 0 })
    .where(and(eq(mails.id, mail.id), eq(mails.leasedUntil, mail.leasedUntil)));
}

/** Gives up mails that have waited since before `before` (UTC ms). Answers how many. */
export async function giveUpMailsBefore(
  db: Db,
  before: number,
  lastError: string,
): Promise<number> {
  const { meta } = await db
    .update(mails)
    .set({ state: "failed", params: {}, lastError, leasedUntil: 0 })
    .where(and(eq(mails.state, "queued"), lt(mails.createdAt, before)));
  return meta.changes;
}

/** Deletes at most `limit` mails of before `before` (UTC ms). Answers how many. */
export async function deleteMailsBefore(db: Db, before: number, limit: number): Promise<number> {
  const old = db.select({ id: mails.id }).from(mails).where(lt(mails.createdAt, before));
  const { meta } = await db.delete(mails).where(inArray(mails.id, old.limit(limit)));
  return meta.changes;
}

/**
 * For the batch that erases a person: takes address and content out of every mail to him. One that still
 * waits is not sent any more.
 */
export const eraseMailsOfUser = (userId: string): SQL =>
  sql`update mails set to_address = '', params = '{}', leased_until = 0,
        state = case state when 'queued' then 'failed' else state end
      where user_id = ${userId}`;
