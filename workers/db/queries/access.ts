/** What a person is: member of teams, affiliate of programs, platform admin. */
import { eq } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { affiliates } from "../schema/affiliates.ts";
import { members, platformAdmins } from "../schema/members.ts";
import { organizations } from "../schema/organizations.ts";
import { programs } from "../schema/programs.ts";

/** Everything that decides what `userId` may do, in one round trip. */
export async function findAccess(db: Db, userId: string) {
  const [teams, memberships, admins] = await db.batch([
    db
      .select({
        organizationId: members.organizationId,
        role: members.role,
        requiresTwoFactor: organizations.requireTwoFactor,
      })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(eq(members.userId, userId)),
    db
      .select({
        affiliateId: affiliates.id,
        programId: affiliates.programId,
        organizationId: programs.organizationId,
      })
      .from(affiliates)
      .innerJoin(programs, eq(programs.id, affiliates.programId))
      .where(eq(affiliates.userId, userId)),
    db
      .select({ userId: platformAdmins.userId })
      .from(platformAdmins)
      .where(eq(platformAdmins.userId, userId)),
  ]);
  return { teams, affiliates: memberships, platformAdmin: admins.length > 0 };
}
