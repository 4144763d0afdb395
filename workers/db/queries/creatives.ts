/** Creatives as they are listed, and which of them an affiliate may see. */
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";
import { creatives } from "../schema/creatives.ts";
import { LINK_STATE, links } from "../schema/links.ts";
import { programs } from "../schema/programs.ts";

export type CreativeRow = typeof creatives.$inferSelect;

export type CreativeList = {
  readonly programId: string;
  readonly kind?: CreativeRow["kind"] | undefined;
  readonly archived: boolean;
  /**
   * Groups whose creatives are shown beside those for all, of what is ready; `null`: everything. A person
   * is one affiliate of a program, so they are hardly more than one.
   */
  readonly groups: readonly string[] | null;
  readonly limit: number;
  readonly after: Position | null;
};

const shownTo = (groups: readonly string[]): SQL | undefined =>
  and(
    or(isNull(creatives.groupId), inArray(creatives.groupId, [...groups])),
    or(eq(creatives.kind, "text"), isNotNull(creatives.fileKey)),
  );

/** A page of a program's creatives, the newest first. */
export const selectCreativePage = (db: Db, list: CreativeList) =>
  db
    .select()
    .from(creatives)
    .where(
      and(
        eq(creatives.programId, list.programId),
        list.kind === undefined ? undefined : eq(creatives.kind, list.kind),
        list.archived ? isNotNull(creatives.archivedAt) : isNull(creatives.archivedAt),
        list.groups === null ? undefined : shownTo(list.groups),
        isAfter(creatives.createdAt, creatives.id, list.after, "desc"),
      ),
    )
    .orderBy(desc(creatives.createdAt), desc(creatives.id))
    .limit(list.limit);

/** A creative with its program. */
export async function findCreative(db: Db, id: string) {
  const [row] = await db
    .select({ creative: creatives, program: programs })
    .from(creatives)
    .innerJoin(programs, eq(programs.id, creatives.programId))
    .where(eq(creatives.id, id));
  return row ?? null;
}

/** Changes a creative at the version that was read; to be guarded. */
export const updateCreative = (db: Db, creative: CreativeRow, changes: Partial<CreativeRow>): SQL =>
  db
    .update(creatives)
    .set({ ...changes, version: creative.version + 1 })
    .where(and(eq(creatives.id, creative.id), eq(creatives.version, creative.version)))
    .getSQL();

/** The groups that the affiliates are in at `at` (UTC ms). */
export async function findGroupsOfAffiliates(
  db: Db,
  affiliateIds: readonly string[],
  at: number,
): Promise<readonly string[]> {
  const rows = await rawRows<{ id: string | null }>(
    db,
    sql`select (select g.group_id from affiliate_groups g
        where g.affiliate_id = wanted.value ->> 0 and g.from_at <= ${at}
        order by g.from_at desc limit 1) as "id"
      from ${jsonRows(affiliateIds.map((id) => [id]))} wanted`,
  );
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** The affiliate's oldest link that redirects and is active. */
export async function findFirstActiveLink(db: Db, affiliateId: string) {
  const [row] = await db
    .select()
    .from(links)
    .where(
      and(
        eq(links.affiliateId, affiliateId),
        eq(links.kind, "redirect"),
        sql`${LINK_STATE} = 'active'`,
      ),
    )
    .orderBy(asc(links.createdAt), asc(links.id))
    .limit(1);
  return row ?? null;
}
