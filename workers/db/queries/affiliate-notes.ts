/** What a merchant's team writes about an affiliate. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliateNotes } from "../schema/memberships.ts";

export type NoteRow = typeof affiliateNotes.$inferSelect;

/** Notes about an affiliate, the newest first. */
export const selectNotePage = (
  db: Db,
  page: { affiliateId: string; after: Position | null; limit: number },
): Promise<NoteRow[]> =>
  db
    .select()
    .from(affiliateNotes)
    .where(
      and(
        eq(affiliateNotes.affiliateId, page.affiliateId),
        isAfter(affiliateNotes.createdAt, affiliateNotes.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(affiliateNotes.createdAt), desc(affiliateNotes.id))
    .limit(page.limit);

export async function findNote(db: Db, affiliateId: string, id: string): Promise<NoteRow | null> {
  const [row] = await db
    .select()
    .from(affiliateNotes)
    .where(and(eq(affiliateNotes.id, id), eq(affiliateNotes.affiliateId, affiliateId)));
  return row ?? null;
}

/** To be guarded. */
export const deleteNote = (id: string): SQL => sql`delete from affiliate_notes where id = ${id}`;
