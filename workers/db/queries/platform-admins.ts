import { asc, eq, gt } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { platformAdmins } from "../schema/members.ts";
import { users } from "../schema/users.ts";

const SHOWN_MAX = 1_000;

/** Who administers the installation, the first one first: the thousand behind `afterId`. */
export const listPlatformAdmins = (db: Db, afterId = "") =>
  db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      twoFactor: users.twoFactorEnabled,
      createdAt: platformAdmins.createdAt,
    })
    .from(platformAdmins)
    .innerJoin(users, eq(users.id, platformAdmins.userId))
    .where(gt(platformAdmins.userId, afterId))
    .orderBy(asc(platformAdmins.userId))
    .limit(SHOWN_MAX);

/** Answers whether it was new. */
export async function insertPlatformAdmin(
  db: Db,
  row: typeof platformAdmins.$inferInsert,
): Promise<boolean> {
  const inserted = await db.insert(platformAdmins).values(row).onConflictDoNothing().returning();
  return inserted.length > 0;
}

/** Answers whether there was one. */
export async function deletePlatformAdmin(db: Db, userId: string): Promise<boolean> {
  const deleted = await db
    .delete(platformAdmins)
    .where(eq(platformAdmins.userId, userId))
    .returning();
  return deleted.length > 0;
}
