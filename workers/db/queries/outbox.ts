/** The outbox: claimed by moving `due_at` to the end of a lease, so that two sweeps never share a row. */
import { and, eq, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { outbox } from "../schema/operations.ts";

export type OutboxRow = typeof outbox.$inferSelect;

/** Claims the oldest due rows until `leaseUntil` (UTC ms) and counts the attempt. */
export function claimDueOutbox(
  db: Db,
  claim: { readonly now: number; readonly leaseUntil: number; readonly limit: number },
): Promise<OutboxRow[]> {
  const due = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(lte(outbox.dueAt, claim.now))
    .orderBy(outbox.dueAt)
    .limit(claim.limit);
  return db
    .update(outbox)
    .set({ dueAt: claim.leaseUntil, attempts: sql`${outbox.attempts} + 1` })
    .where(inArray(outbox.id, due))
    .returning();
}

/** Claims those of the named rows that are due. */
export function claimOutboxRows(
  db: Db,
  ids: readonly string[],
  claim: { readonly now: number; readonly leaseUntil: number },
): Promise<OutboxRow[]> {
  return db
    .update(outbox)
    .set({ dueAt: claim.leaseUntil, attempts: sql`${outbox.attempts} + 1` })
    .where(
      and(
        sql`${outbox.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        lte(outbox.dueAt, claim.now),
      ),
    )
    .returning();
}

/** Deletes a row that was sent, unless its lease ended and somebody else claimed it. */
export const deleteSentOutbox = (row: OutboxRow): SQL =>
  sql`delete from outbox where id = ${row.id} and due_at = ${row.dueAt}`;

/** Gives a claimed row back, to be sent not before `dueAt`. */
export const returnOutbox = (row: OutboxRow, dueAt: number, lastError: string | null): SQL =>
  sql`update outbox set due_at = ${dueAt}, last_error = ${lastError}
      where id = ${row.id} and due_at = ${row.dueAt}`;

/** Rows that wait, whether due or not. */
export async function countOutbox(db: Db): Promise<number> {
  return db.$count(outbox);
}

export async function findOutboxRow(db: Db, id: string): Promise<OutboxRow | null> {
  const [row] = await db.select().from(outbox).where(eq(outbox.id, id));
  return row ?? null;
}
