/** An organization's team. */
import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { MemberRole } from "../../domain/roles.ts";
import type { Db } from "../batch.ts";
import { members } from "../schema/members.ts";
import { organizations } from "../schema/organizations.ts";
import { users } from "../schema/users.ts";

export type MemberRow = typeof members.$inferSelect;

/** Members by their id, which sorts by when the account was made. */
export const selectMemberPage = (
  db: Db,
  page: { organizationId: string; after: string; limit: number },
) =>
  db
    .select({
      member: members,
      name: users.name,
      email: users.email,
      twoFactor: users.twoFactorEnabled,
    })
    .from(members)
    .leftJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, page.organizationId), gt(members.userId, page.after)))
    .orderBy(asc(members.userId))
    .limit(page.limit);
export type MemberProfileRow = Awaited<ReturnType<typeof selectMemberPage>>[number];

export async function findMember(
  db: Db,
  organizationId: string,
  userId: string,
): Promise<MemberRow | null> {
  const [row] = await db
    .select()
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.userId, userId)));
  return row ?? null;
}

const asRead = (row: MemberRow): SQL =>
  sql`organization_id = ${row.organizationId} and user_id = ${row.userId} and version = ${row.version}`;

/** Changes a role at the version that was read; to be guarded. */
export const updateMemberRole = (row: MemberRow, role: MemberRole): SQL =>
  sql`update members set role = ${role}, version = version + 1 where ${asRead(row)}`;

/** Removes a member at the version that was read; to be guarded. */
export const deleteMember = (row: MemberRow): SQL => sql`delete from members where ${asRead(row)}`;

/** Whether the account with this address (lower case) is in the team. */
export async function isMemberByEmail(
  db: Db,
  organizationId: string,
  email: string,
): Promise<boolean> {
  const rows = await db
    .select({ userId: members.userId })
    .from(users)
    .innerJoin(
      members,
      and(eq(members.userId, users.id), eq(members.organizationId, organizationId)),
    )
    .where(eq(users.email, email));
  return rows.length > 0;
}

export type Addressee = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
};

/** The first `limit` members with one of `roles`, to write to. */
export const selectAddressees = (
  db: Db,
  organizationId: string,
  roles: readonly MemberRole[],
  limit: number,
): Promise<Addressee[]> =>
  db
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, organizationId), inArray(members.role, [...roles])))
    .orderBy(asc(members.userId))
    .limit(limit);

export async function findOrganizationName(db: Db, id: string): Promise<string | null> {
  const [row] = await db
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, id));
  return row?.name ?? null;
}

/** Name and address of somebody who has an account. */
export async function findAddressee(db: Db, userId: string): Promise<Addressee | null> {
  const [row] = await db
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  return row ?? null;
}
