/** What changes of a membership read and write beside the membership's own row. */
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { affiliateGroups, affiliates } from "../schema/affiliates.ts";
import { links } from "../schema/links.ts";
import { groups } from "../schema/programs.ts";
import { users } from "../schema/users.ts";

/** The kinds of links that an affiliate has and that have not ended. */
export async function selectLinkKinds(
  db: Db,
  affiliateId: string,
): Promise<ReadonlySet<"redirect" | "code">> {
  const rows = await db
    .selectDistinct({ kind: links.kind })
    .from(links)
    .where(and(eq(links.affiliateId, affiliateId), isNull(links.endedAt)));
  return new Set(rows.map(({ kind }) => kind));
}

/** The affiliate with this code in a program. */
export async function findAffiliateByCode(db: Db, programId: string, code: string) {
  const [row] = await db
    .select()
    .from(affiliates)
    .where(and(eq(affiliates.programId, programId), eq(affiliates.code, code)));
  return row ?? null;
}

/** Whose link of kind `code` has this slug in a program; ended ones too, since a slug is never given twice. */
export async function findCodeLink(db: Db, programId: string, code: string) {
  const [row] = await db
    .select()
    .from(links)
    .where(and(eq(links.domain, programId), eq(links.slug, code)));
  return row ?? null;
}

export async function isGroupOf(db: Db, groupId: string, programId: string): Promise<boolean> {
  const rows = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), eq(groups.programId, programId)));
  return rows.length > 0;
}

/** Since when the affiliate is in its present group, UTC ms; `null` when it never was in one. */
export async function findLastGroupChange(db: Db, affiliateId: string): Promise<number | null> {
  const [row] = await db
    .select({ fromAt: affiliateGroups.fromAt })
    .from(affiliateGroups)
    .where(eq(affiliateGroups.affiliateId, affiliateId))
    .orderBy(desc(affiliateGroups.fromAt))
    .limit(1);
  return row?.fromAt ?? null;
}

/** Whether the account with this address (lower case) is an affiliate of the program, in whatever state. */
export async function isAffiliateByEmail(
  db: Db,
  programId: string,
  email: string,
): Promise<boolean> {
  const rows = await db
    .select({ id: affiliates.id })
    .from(users)
    .innerJoin(
      affiliates,
      and(eq(affiliates.userId, users.id), eq(affiliates.programId, programId)),
    )
    .where(eq(users.email, email));
  return rows.length > 0;
}

/** A new version for each of an affiliate's links: their entries hold his code where a template asks for it. */
export const touchLinksOf = (affiliateId: string): SQL =>
  sql`update links set version = version + 1 where affiliate_id = ${affiliateId}`;

/** Ids of the first `limit` links of an affiliate. */
export async function selectLinkIdsOf(
  db: Db,
  affiliateId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: links.id })
    .from(links)
    .where(eq(links.affiliateId, affiliateId))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export const deleteTagsOf = (affiliateId: string): SQL =>
  sql`delete from affiliate_tags where affiliate_id = ${affiliateId}`;
