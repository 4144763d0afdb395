/** Accounts that end: what stands in the way, and what is taken out of the tables then (rules.md 12). */
import { and, asc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Db, WriteBatch } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { accountDeletions } from "../schema/account-deletions.ts";
import { affiliates } from "../schema/affiliates.ts";
import { dataExports } from "../schema/exports.ts";
import type { DeletionRow } from "./account.ts";
import { addSignInErasure } from "./erase-sign-ins.ts";
import { eraseMailsOfUser } from "./mails.ts";

/** Organizations whose only owner the person is. */
export const findSoleOwnerships = (db: Db, userId: string) =>
  rawRows<{ id: string }>(
    db,
    sql`select m.organization_id as "id" from members m
      where m.user_id = ${userId} and m.role = 'owner'
        and not exists (select 1 from members o where o.organization_id = m.organization_id
          and o.role = 'owner' and o.user_id <> m.user_id)`,
  );

/** Whether money is on its way to the person: as own payee, or as that of one of his memberships. */
export async function isPayoutProcessing(db: Db, userId: string): Promise<boolean> {
  const rows = await rawRows<{ id: string }>(
    db,
    sql`select p.id as "id" from payouts p
      where p.state = 'processing' and p.payee_id in (
        select id from payees where user_id = ${userId}
        union select payee_id from affiliates where user_id = ${userId} and payee_id is not null)
      limit 1`,
  );
  return rows.length > 0;
}

/** Calls a deletion off; one that was carried out stays. */
export const deleteDeletion = (userId: string): SQL =>
  sql`delete from account_deletions where user_id = ${userId} and erased_at is null`;

/** Deletions that are due by `at`, the longest waiting first. */
export const selectDueDeletions = (db: Db, at: number, limit: number): Promise<DeletionRow[]> =>
  db
    .select()
    .from(accountDeletions)
    .where(and(isNull(accountDeletions.erasedAt), lte(accountDeletions.dueAt, at)))
    .orderBy(asc(accountDeletions.dueAt))
    .limit(limit);

export const postponeDeletion = (userId: string, dueAt: number): SQL =>
  sql`update account_deletions set due_at = ${dueAt}
      where user_id = ${userId} and erased_at is null`;

export const selectAffiliatesOfUser = (db: Db, userId: string) =>
  db
    .select({ id: affiliates.id, state: affiliates.state })
    .from(affiliates)
    .where(eq(affiliates.userId, userId));

export const selectExportsOfUser = (db: Db, userId: string) =>
  db.select().from(dataExports).where(eq(dataExports.userId, userId));

/** What an erased account is called, and its address, which leads nowhere (RFC 2606 §2). */
const ERASED_NAME = "Deleted account";
const erasedAddress = (userId: string): string => `${userId}@deleted.invalid`;

const ofMemberships = (userId: string): SQL =>
  sql`affiliate_id in (select id from affiliates where user_id = ${userId})`;

/**
 * Takes the person out of every row, in one batch. Rows that others refer to stay, by id: the account
 * itself, memberships, and the payee with what is owed to him, who is paid and erased afterwards.
 */
export function addErasure(
  batch: WriteBatch,
  { userId }: DeletionRow,
  { email, emailHash, at }: { email: string; emailHash: string; at: number },
): void {
  batch.guarded(sql`update account_deletions set erased_at = ${at}, email_hash = ${emailHash}
    where user_id = ${userId} and erased_at is null and due_at <= ${at}`);
  addSignInErasure(batch, userId);
  batch.add(sql`delete from members where user_id = ${userId}`);
  batch.add(sql`update invitations set email = '', revoked_at = coalesce(revoked_at, ${at})
    where email = ${email} and accepted_at is null`);
  batch.add(sql`update invitations set email = '' where accepted_by = ${userId}`);
  batch.add(sql`update applications set answers = '[]', reason = null
    where ${ofMemberships(userId)}`);
  batch.add(sql`delete from affiliate_notes where ${ofMemberships(userId)}`);
  batch.add(eraseMailsOfUser(userId));
  batch.add(sql`delete from data_exports where user_id = ${userId}`);
  batch.add(sql`delete from idempotency_records where caller_id = ${userId}`);
  batch.guarded(sql`update users set name = ${ERASED_NAME}, email = ${erasedAddress(userId)},
      email_verified = 0, image = null, locale = null, time_zone = null, theme = null,
      two_factor_enabled = 0, updated_at = ${at}
    where id = ${userId}`);
}
