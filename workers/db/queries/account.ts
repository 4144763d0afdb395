/** A person's own account. */
import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { accountDeletions } from "../schema/account-deletions.ts";
import { affiliates } from "../schema/affiliates.ts";
import { members } from "../schema/members.ts";
import { organizations } from "../schema/organizations.ts";
import { programs } from "../schema/programs.ts";
import { users } from "../schema/users.ts";
import type { UserRow } from "./sessions.ts";

export type DeletionRow = typeof accountDeletions.$inferSelect;

/** Everything that a person is told of themselves, in one round trip; `null` without such a person. */
export async function findAccount(db: Db, userId: string) {
  const [rows, teams, memberships, deletions] = await db.batch([
    db.select().from(users).where(eq(users.id, userId)),
    db
      .select({
        organizationId: members.organizationId,
        organization: organizations.name,
        role: members.role,
        requiresTwoFactor: organizations.requireTwoFactor,
      })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(eq(members.userId, userId))
      .orderBy(asc(members.createdAt)),
    db
      .select({
        affiliateId: affiliates.id,
        programId: affiliates.programId,
        program: programs.name,
        organizationId: programs.organizationId,
        state: affiliates.state,
      })
      .from(affiliates)
      .innerJoin(programs, eq(programs.id, affiliates.programId))
      .where(eq(affiliates.userId, userId))
      .orderBy(asc(affiliates.createdAt)),
    db.select().from(accountDeletions).where(eq(accountDeletions.userId, userId)),
  ]);
  const [user] = rows;
  return user === undefined
    ? null
    : { user, teams, affiliates: memberships, deletion: deletions[0] ?? null };
}
export type AccountDetails = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** Changes profile or preferences; to be guarded. */
export const updateUser = (
  db: Db,
  userId: string,
  changes: Partial<Pick<UserRow, "name" | "locale" | "timeZone" | "theme">>,
  at: number,
): SQL =>
  db
    .update(users)
    .set({ ...changes, updatedAt: at })
    .where(eq(users.id, userId))
    .getSQL();

/** Puts the key of a photo in the place of the one that was read; to be guarded. */
export const replacePhoto = (user: UserRow, key: string | null, at: number): SQL =>
  sql`update users set image = ${key}, updated_at = ${at}
      where id = ${user.id} and image is ${user.image}`;

/** The organizations that know a person: by their teams, and by the programs that he is an affiliate of. */
export async function findOrganizationsOfUser(db: Db, userId: string): Promise<string[]> {
  const [teams, memberships] = await db.batch([
    db
      .select({ organizationId: members.organizationId })
      .from(members)
      .where(eq(members.userId, userId)),
    db
      .selectDistinct({ organizationId: programs.organizationId })
      .from(affiliates)
      .innerJoin(programs, eq(programs.id, affiliates.programId))
      .where(eq(affiliates.userId, userId)),
  ]);
  return [...new Set([...teams, ...memberships].map(({ organizationId }) => organizationId))];
}
