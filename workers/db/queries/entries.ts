/** What the entries of KV are made from: a row of the present, with all that its entry needs. */
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { affiliates, termsAcceptances } from "../schema/affiliates.ts";
import { links } from "../schema/links.ts";
import { programs, termsVersions } from "../schema/programs.ts";

export type LinkSource = {
  readonly link: typeof links.$inferSelect;
  readonly affiliateCode: string;
  readonly programUtm: Record<string, string>;
};
export type AffiliateSource = {
  readonly affiliate: typeof affiliates.$inferSelect;
  readonly terms: readonly (typeof termsVersions.$inferSelect)[];
  readonly acceptances: readonly (typeof termsAcceptances.$inferSelect)[];
};
export type ProgramSource = typeof programs.$inferSelect;

const linkColumns = { link: links, affiliateCode: affiliates.code, programUtm: programs.utm };

const linkSources = (db: Db) =>
  db
    .select(linkColumns)
    .from(links)
    .innerJoin(affiliates, eq(affiliates.id, links.affiliateId))
    .innerJoin(programs, eq(programs.id, links.programId));

export async function findLinkSource(db: Db, id: string): Promise<LinkSource | null> {
  const [row] = await linkSources(db).where(eq(links.id, id));
  return row ?? null;
}

/** @param domain a link domain, `*`, or for a `code` link its program's id */
export async function findLinkSourceBySlug(
  db: Db,
  domain: string,
  slug: string,
): Promise<LinkSource | null> {
  const [row] = await linkSources(db).where(and(eq(links.domain, domain), eq(links.slug, slug)));
  return row ?? null;
}

/** The next `limit` links by id, for going through all of them. */
export function pageLinkSources(db: Db, after: string, limit: number): Promise<LinkSource[]> {
  return linkSources(db).where(gt(links.id, after)).orderBy(asc(links.id)).limit(limit);
}

/** Affiliates with their programs' terms and their own acceptances, in three queries. */
async function withTerms(
  db: Db,
  rows: readonly (typeof affiliates.$inferSelect)[],
): Promise<AffiliateSource[]> {
  if (rows.length === 0) return [];
  const programIds = [...new Set(rows.map((row) => row.programId))];
  const [terms, acceptances] = await Promise.all([
    db.select().from(termsVersions).where(inArray(termsVersions.programId, programIds)),
    db
      .select()
      .from(termsAcceptances)
      .where(
        inArray(
          termsAcceptances.affiliateId,
          rows.map((row) => row.id),
        ),
      ),
  ]);
  return rows.map((affiliate) => ({
    affiliate,
    terms: terms.filter((version) => version.programId === affiliate.programId),
    acceptances: acceptances.filter((accepted) => accepted.affiliateId === affiliate.id),
  }));
}

export async function findAffiliateSource(db: Db, id: string): Promise<AffiliateSource | null> {
  const [source] = await withTerms(
    db,
    await db.select().from(affiliates).where(eq(affiliates.id, id)),
  );
  return source ?? null;
}

/** The next `limit` affiliates by id; at most 90, since each binds a parameter. */
export async function pageAffiliateSources(
  db: Db,
  after: string,
  limit: number,
): Promise<AffiliateSource[]> {
  const rows = await db
    .select()
    .from(affiliates)
    .where(gt(affiliates.id, after))
    .orderBy(asc(affiliates.id))
    .limit(limit);
  return withTerms(db, rows);
}

export async function findProgramSource(db: Db, id: string): Promise<ProgramSource | null> {
  const [row] = await db.select().from(programs).where(eq(programs.id, id));
  return row ?? null;
}

export function pageProgramSources(db: Db, after: string, limit: number): Promise<ProgramSource[]> {
  return db
    .select()
    .from(programs)
    .where(gt(programs.id, after))
    .orderBy(asc(programs.id))
    .limit(limit);
}
