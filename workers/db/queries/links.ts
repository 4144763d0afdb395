import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { affiliateStates, affiliates } from "../schema/affiliates.ts";
import { links } from "../schema/links.ts";
import { programStates, programs } from "../schema/programs.ts";

export type LinkRow = typeof links.$inferSelect;
export type AffiliateRow = typeof affiliates.$inferSelect;
export type ProgramRow = typeof programs.$inferSelect;

/** An affiliate with its program. */
export async function findMembership(
  db: Db,
  affiliateId: string,
): Promise<{ affiliate: AffiliateRow; program: ProgramRow } | null> {
  const [row] = await db
    .select({ affiliate: affiliates, program: programs })
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .where(eq(affiliates.id, affiliateId));
  return row ?? null;
}

/** A link with its program. */
export async function findLink(
  db: Db,
  id: string,
): Promise<{ link: LinkRow; program: ProgramRow } | null> {
  const [row] = await db
    .select({ link: links, program: programs })
    .from(links)
    .innerJoin(programs, eq(programs.id, links.programId))
    .where(eq(links.id, id));
  return row ?? null;
}

export async function findProgram(db: Db, id: string): Promise<ProgramRow | null> {
  const [row] = await db.select().from(programs).where(eq(programs.id, id));
  return row ?? null;
}

/** Changes a link at the version that was read; to be guarded. */
export const updateLink = (db: Db, link: LinkRow, changes: Partial<LinkRow>): SQL =>
  db
    .update(links)
    .set({ ...changes, version: link.version + 1 })
    .where(and(eq(links.id, link.id), eq(links.version, link.version)))
    .getSQL();

/** Changes an affiliate at the version that was read; to be guarded. */
export const updateAffiliate = (
  db: Db,
  affiliate: AffiliateRow,
  changes: Partial<AffiliateRow>,
): SQL =>
  db
    .update(affiliates)
    .set({ ...changes, version: affiliate.version + 1 })
    .where(and(eq(affiliates.id, affiliate.id), eq(affiliates.version, affiliate.version)))
    .getSQL();

/** Changes a program at the version that was read; to be guarded. */
export const updateProgram = (db: Db, program: ProgramRow, changes: Partial<ProgramRow>): SQL =>
  db
    .update(programs)
    .set({ ...changes, version: program.version + 1 })
    .where(and(eq(programs.id, program.id), eq(programs.version, program.version)))
    .getSQL();

/** A new version for each link whose entry holds the program's UTM template. */
export const touchLinksWithoutUtm = (programId: string): SQL =>
  sql`update links set version = version + 1 where program_id = ${programId} and utm = '{}'`;

/** Ids of the next `limit` links of a program that have no UTM template of their own. */
export async function pageLinksWithoutUtm(
  db: Db,
  programId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.programId, programId), gt(links.id, after), sql`${links.utm} = '{}'`))
    .orderBy(asc(links.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** The sequence of the next step in an affiliate's history. */
export async function nextAffiliateSequence(db: Db, affiliateId: string): Promise<number> {
  const [row] = await db
    .select({ last: sql<number | null>`max(${affiliateStates.sequence})` })
    .from(affiliateStates)
    .where(eq(affiliateStates.affiliateId, affiliateId));
  return (row?.last ?? 0) + 1;
}

/** The sequence of the next step in a program's history. */
export async function nextProgramSequence(db: Db, programId: string): Promise<number> {
  const [row] = await db
    .select({ last: sql<number | null>`max(${programStates.sequence})` })
    .from(programStates)
    .where(eq(programStates.programId, programId));
  return (row?.last ?? 0) + 1;
}

/** Lifting a suspension releases what it held (rules.md 3). */
export const releaseSuspendedCommissions = (affiliateId: string): SQL =>
  sql`update commissions
      set held_reasons = (select json_group_array(value) from json_each(held_reasons)
          where value <> 'affiliate_suspended'), version = version + 1
      where affiliate_id = ${affiliateId} and superseded_at is null
        and exists (select 1 from json_each(held_reasons) where value = 'affiliate_suspended')`;
