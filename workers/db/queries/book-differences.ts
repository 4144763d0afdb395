/** What the proof of the books found, and how far it came. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db, WriteBatch } from "../batch.ts";
import { deleteBefore } from "../delete-before.ts";
import { isAfter, type Position } from "../page.ts";
import { bookDifferences, bookProofs } from "../schema/books.ts";

export type BookProof = typeof bookProofs.$inferSelect;
export type BookDifferenceRow = typeof bookDifferences.$inferSelect;

export async function findProof(db: Db, name: string): Promise<BookProof | null> {
  const [row] = await db.select().from(bookProofs).where(eq(bookProofs.name, name));
  return row ?? null;
}

/** Writes how far the proof came, with what it found on the way. */
export function keepProof(
  batch: WriteBatch,
  proof: BookProof,
  found: readonly BookDifferenceRow[],
): void {
  const upsert: SQL = sql`on conflict (name) do update set started_at = excluded.started_at,
    finished_at = excluded.finished_at, position = excluded.position,
    examined = excluded.examined, differences = excluded.differences`;
  batch.insert(bookProofs, [proof], upsert);
  const again: SQL = sql`on conflict (kind, subject_id, mode) do update
    set facts = excluded.facts, last_found_at = excluded.last_found_at`;
  if (found.length > 0) batch.insert(bookDifferences, found, again);
}

/** Forgets at most `limit` differences that were not found since `at`. */
export const deleteDifferencesBefore = deleteBefore(bookDifferences, bookDifferences.lastFoundAt);

/** What differs, the latest first. */
export const selectDifferences = (
  db: Db,
  { after, limit }: { readonly after: Position | null; readonly limit: number },
): Promise<BookDifferenceRow[]> =>
  db
    .select()
    .from(bookDifferences)
    .where(
      and(
        sql`${bookDifferences.lastFoundAt} > 0`,
        isAfter(bookDifferences.lastFoundAt, bookDifferences.subjectId, after, "desc"),
      ),
    )
    .orderBy(desc(bookDifferences.lastFoundAt), desc(bookDifferences.subjectId))
    .limit(limit);
