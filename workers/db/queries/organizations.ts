/** Organizations as their teams see them. */
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { organizations } from "../schema/organizations.ts";

export type OrganizationRow = typeof organizations.$inferSelect;

export async function findOrganization(db: Db, id: string): Promise<OrganizationRow | null> {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  return row ?? null;
}

/** Those of `ids` behind `after`, by id, which is by age. */
export function selectOrganizationPage(
  db: Db,
  { ids, after, limit }: { ids: readonly string[]; after: string; limit: number },
): Promise<OrganizationRow[]> {
  return db
    .select()
    .from(organizations)
    .where(and(inList(organizations.id, ids), gt(organizations.id, after)))
    .orderBy(asc(organizations.id))
    .limit(limit);
}

/** Changes an organization at the version that was read; to be guarded. */
export const updateOrganization = (
  db: Db,
  row: OrganizationRow,
  changes: Partial<OrganizationRow>,
): SQL =>
  db
    .update(organizations)
    .set({ ...changes, version: row.version + 1 })
    .where(and(eq(organizations.id, row.id), eq(organizations.version, row.version)))
    .getSQL();

/** Whether a user still has a second factor, as 1 or 0: for an assertion in the batch. */
export const hasTwoFactor = (userId: string): SQL =>
  sql`select two_factor_enabled from users where id = ${userId}`;
