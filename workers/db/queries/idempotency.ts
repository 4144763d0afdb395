import { and, eq, sql } from "drizzle-orm";
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

/** Deletes at most `limit` records made before `at` (UTC ms); answers how many. */
export async function deleteIdempotencyRecordsBefore(
  db: Db,
  at: number,
  limit: number,
): Promise<number> {
  const { meta } = await db.run(
    sql`delete from idempotency_records where rowid in (
          select rowid from idempotency_records where created_at < ${at} limit ${limit})`,
  );
  return meta.changes;
}
