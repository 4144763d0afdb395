import { sql } from "drizzle-orm";
import type { Db } from "../batch.ts";

/** Deletes at most `limit` sessions that had ended by `at` (UTC ms); answers how many. */
export async function deleteEndedSessions(db: Db, at: number, limit: number): Promise<number> {
  const { meta } = await db.run(
    sql`delete from sessions where rowid in (
          select rowid from sessions where expires_at < ${at} limit ${limit})`,
  );
  return meta.changes;
}

/** Deletes at most `limit` links and waiting sign-ins that had expired by `at`; answers how many. */
export async function deleteExpiredVerifications(
  db: Db,
  at: number,
  limit: number,
): Promise<number> {
  const { meta } = await db.run(
    sql`delete from verifications where rowid in (
          select rowid from verifications where expires_at < ${at} limit ${limit})`,
  );
  return meta.changes;
}

/** Deletes at most `limit` counts of tries that mean nothing any more at `at`; answers how many. */
export async function deleteOldThrottles(db: Db, at: number, limit: number): Promise<number> {
  const { meta } = await db.run(
    sql`delete from sign_in_throttles where rowid in (
          select rowid from sign_in_throttles where expires_at < ${at} limit ${limit})`,
  );
  return meta.changes;
}

/** Deletes at most `limit` devices last seen before `at`; answers how many. */
export async function deleteOldDevices(db: Db, at: number, limit: number): Promise<number> {
  const { meta } = await db.run(
    sql`delete from known_devices where rowid in (
          select rowid from known_devices where last_seen_at < ${at} limit ${limit})`,
  );
  return meta.changes;
}
