/** Programs and their link domains as their teams and affiliates see them. */
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { links } from "../schema/links.ts";
import { linkDomains, programs } from "../schema/programs.ts";
import type { ProgramRow } from "./links.ts";

export type LinkDomainRow = typeof linkDomains.$inferSelect;

export type ProgramPage = {
  /** All programs of these organizations, */
  readonly organizationIds: readonly string[];
  /** and these. */
  readonly programIds: readonly string[];
  readonly after: string;
  readonly limit: number;
};

/** Programs behind `after`, by id, which is by age. */
export function selectProgramPage(db: Db, page: ProgramPage): Promise<ProgramRow[]> {
  const { after, limit } = page;
  const within = sql`
    select p.id from json_each(${JSON.stringify(page.organizationIds)}) o
      cross join programs p on p.organization_id = o.value where p.id > ${after}
    union select value from json_each(${JSON.stringify(page.programIds)})`;
  return db
    .select()
    .from(programs)
    .where(and(sql`${programs.id} in (${within})`, gt(programs.id, after)))
    .orderBy(asc(programs.id))
    .limit(limit);
}

export async function findProgramBySlug(db: Db, slug: string): Promise<ProgramRow | null> {
  const [row] = await db.select().from(programs).where(eq(programs.slug, slug));
  return row ?? null;
}

/** Whether the program has money in its currency, as 1 or 0: conversions, or what clicks earned. */
export const hasMoney = (programId: string): SQL =>
  sql`select exists (select 1 from conversions where program_id = ${programId})
    or exists (select 1 from commissions where program_id = ${programId})`;

/** When the program's time zone was fixed. */
export const timeZoneFixedAt = (programId: string): SQL =>
  sql`select time_zone_fixed_at from programs where id = ${programId}`;

/** @returns whether `hasMoney` says 1 */
export async function programHasMoney(db: Db, programId: string): Promise<boolean> {
  const row = await db.get<{ found: number }>(sql`select (${hasMoney(programId)}) as found`);
  return row?.found === 1;
}

export async function findLinkDomain(db: Db, domain: string): Promise<LinkDomainRow | null> {
  const [row] = await db.select().from(linkDomains).where(eq(linkDomains.domain, domain));
  return row ?? null;
}

/** A program's link domains behind `after`, by name. */
export function selectLinkDomainPage(
  db: Db,
  { programId, after, limit }: { programId: string; after: string; limit: number },
): Promise<LinkDomainRow[]> {
  return db
    .select()
    .from(linkDomains)
    .where(and(eq(linkDomains.programId, programId), gt(linkDomains.domain, after)))
    .orderBy(asc(linkDomains.domain))
    .limit(limit);
}

/** Whether links that have not ended stand on a domain, as 1 or 0. */
export const hasLiveLinks = (domain: string): SQL =>
  sql`select exists (select 1 from ${links} where domain = ${domain} and ended_at is null)`;

export async function domainHasLiveLinks(db: Db, domain: string): Promise<boolean> {
  const row = await db.get<{ found: number }>(sql`select (${hasLiveLinks(domain)}) as found`);
  return row?.found === 1;
}

/** Takes a domain from the program that it was read with; to be guarded. */
export const deleteLinkDomain = ({ domain, programId }: LinkDomainRow): SQL =>
  sql`delete from link_domains where domain = ${domain} and program_id = ${programId}`;
