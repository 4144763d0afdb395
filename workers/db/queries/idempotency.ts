import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { idempotencyRecords } from "../schema/operations.ts";

export type IdempotencyRecord = typeof idempotencyRecords.$inferSelect;

export async function findIdempotencyRecord(
  db: Db,
  callerId: string,
  key: string,
): Promise<IdempotencyRecord | null> {
  const [row] = await db
    .select()
    .from(idempotencyRecords)
    .where(and(eq(idempotencyRecords.callerId, callerId), eq(idempotencyRecords.key, key)));
  return row ?? null;
}

/** Deletes at most `limit` records made before `at`. */
export const deleteIdempotencyRecordsBefore = (at: number, limit: number): SQL =>
  sql`delete from idempotency_records where rowid in (
        select rowid from idempotency_records where created_at < ${at} limit ${limit})`;
