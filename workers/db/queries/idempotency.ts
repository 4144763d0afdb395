import { and, eq } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { deleteBefore } from "../delete-before.ts";
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

/** Deletes old records. */
export const deleteIdempotencyRecordsBefore = deleteBefore(
  idempotencyRecords,
  idempotencyRecords.createdAt,
);
