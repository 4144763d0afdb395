/** Versions of a program's terms, and the affiliates whom they concern. */
import { and, asc, desc, eq, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliates } from "../schema/affiliates.ts";
import { termsVersions } from "../schema/programs.ts";

export type TermsRow = typeof termsVersions.$inferSelect;

const ofProgram = (programId: string) => eq(termsVersions.programId, programId);

export async function findTerms(
  db: Db,
  programId: string,
  version: number,
): Promise<TermsRow | null> {
  const [row] = await db
    .select()
    .from(termsVersions)
    .where(and(ofProgram(programId), eq(termsVersions.version, version)));
  return row ?? null;
}

/** The version made last. */
export async function findLatestTerms(db: Db, programId: string): Promise<TermsRow | null> {
  const [row] = await db
    .select()
    .from(termsVersions)
    .where(ofProgram(programId))
    .orderBy(desc(termsVersions.version))
    .limit(1);
  return row ?? null;
}

/** The version that is in effect at `at` (UTC ms); versions take effect in their order. */
export async function findTermsInEffect(
  db: Db,
  programId: string,
  at: number,
): Promise<TermsRow | null> {
  const [row] = await db
    .select()
    .from(termsVersions)
    .where(and(ofProgram(programId), lte(termsVersions.effectiveAt, at)))
    .orderBy(desc(termsVersions.version))
    .limit(1);
  return row ?? null;
}

/** Versions before `before`, the latest first. */
export function selectTermsPage(
  db: Db,
  { programId, before, limit }: { programId: string; before: number; limit: number },
): Promise<TermsRow[]> {
  return db
    .select()
    .from(termsVersions)
    .where(and(ofProgram(programId), lt(termsVersions.version, before)))
    .orderBy(desc(termsVersions.version))
    .limit(limit);
}

/** A new version for each affiliate's entry at the edge, which holds the deadline of terms. */
export const touchAffiliates = (programId: string): SQL =>
  sql`update affiliates set version = version + 1 where program_id = ${programId}`;

/** A program's next `limit` affiliates in the order in which they joined. */
export function pageAffiliateIds(
  db: Db,
  programId: string,
  after: Position | null,
  limit: number,
): Promise<{ id: string; createdAt: number }[]> {
  return db
    .select({ id: affiliates.id, createdAt: affiliates.createdAt })
    .from(affiliates)
    .where(
      and(
        eq(affiliates.programId, programId),
        isAfter(affiliates.createdAt, affiliates.id, after, "asc"),
      ),
    )
    .orderBy(asc(affiliates.createdAt), asc(affiliates.id))
    .limit(limit);
}
