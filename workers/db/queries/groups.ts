/** Groups of a program's affiliates. */
import { and, asc, desc, eq, lte, type SQL } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliateGroups } from "../schema/affiliates.ts";
import { groups, programs } from "../schema/programs.ts";

export type GroupRow = typeof groups.$inferSelect;

/** A group with the organization whose it is. */
export async function findGroup(
  db: Db,
  id: string,
): Promise<{ group: GroupRow; organizationId: string } | null> {
  const [row] = await db
    .select({ group: groups, organizationId: programs.organizationId })
    .from(groups)
    .innerJoin(programs, eq(programs.id, groups.programId))
    .where(eq(groups.id, id));
  return row ?? null;
}

/** A program's groups in the order in which they were made. */
export function selectGroupPage(
  db: Db,
  { programId, after, limit }: { programId: string; after: Position | null; limit: number },
): Promise<GroupRow[]> {
  return db
    .select()
    .from(groups)
    .where(and(eq(groups.programId, programId), isAfter(groups.createdAt, groups.id, after, "asc")))
    .orderBy(asc(groups.createdAt), asc(groups.id))
    .limit(limit);
}

/** The id of the program's group of that name. */
export async function findGroupByName(
  db: Db,
  programId: string,
  name: string,
): Promise<string | null> {
  const [row] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.programId, programId), eq(groups.name, name)));
  return row?.id ?? null;
}

/** Changes a group at the version that was read; to be guarded. */
export const updateGroup = (db: Db, group: GroupRow, changes: Partial<GroupRow>): SQL =>
  db
    .update(groups)
    .set({ ...changes, version: group.version + 1 })
    .where(and(eq(groups.id, group.id), eq(groups.version, group.version)))
    .getSQL();

/** The group that an affiliate is in at `at`, UTC ms. */
export async function findGroupOfAffiliate(
  db: Db,
  affiliateId: string,
  at: number,
): Promise<string | null> {
  const [row] = await db
    .select({ groupId: affiliateGroups.groupId })
    .from(affiliateGroups)
    .where(and(eq(affiliateGroups.affiliateId, affiliateId), lte(affiliateGroups.fromAt, at)))
    .orderBy(desc(affiliateGroups.fromAt))
    .limit(1);
  return row?.groupId ?? null;
}
