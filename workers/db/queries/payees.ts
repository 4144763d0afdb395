/** Payees: the legal persons whom an organization pays. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { payees } from "../schema/payees.ts";

export type PayeeRow = typeof payees.$inferSelect;

/** An organization's payees, the newest first. */
export const selectPayeePage = (
  db: Db,
  page: { organizationId: string; after: Position | null; limit: number },
): Promise<PayeeRow[]> =>
  db
    .select()
    .from(payees)
    .where(
      and(
        eq(payees.organizationId, page.organizationId),
        isAfter(payees.createdAt, payees.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(payees.createdAt), desc(payees.id))
    .limit(page.limit);

export async function findPayee(db: Db, id: string): Promise<PayeeRow | null> {
  const [row] = await db.select().from(payees).where(eq(payees.id, id));
  return row ?? null;
}

/** The one payee that a person has in an organization. */
export async function findPayeeOfUser(
  db: Db,
  organizationId: string,
  userId: string,
): Promise<PayeeRow | null> {
  const [row] = await db
    .select()
    .from(payees)
    .where(and(eq(payees.organizationId, organizationId), eq(payees.userId, userId)));
  return row ?? null;
}

/** Changes a payee at the version that was read; to be guarded. */
export const updatePayee = (db: Db, row: PayeeRow, changes: Partial<PayeeRow>): SQL =>
  db
    .update(payees)
    .set({ ...changes, version: row.version + 1 })
    .where(and(eq(payees.id, row.id), eq(payees.version, row.version)))
    .getSQL();

/** Names a person's new payee for each of the person's memberships in the organization that has none. */
export const attachPayeeToOwn = (row: PayeeRow): SQL =>
  sql`update affiliates set payee_id = ${row.id}, version = version + 1
      where user_id = ${row.userId} and payee_id is null
        and program_id in (select id from programs where organization_id = ${row.organizationId})`;
