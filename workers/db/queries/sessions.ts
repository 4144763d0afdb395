/** Sessions, and the persons who are signed in by them. better-auth opens them; the rest is here. */
import { and, desc, eq, gt, sql } from "drizzle-orm";
import { type Db, WriteBatch } from "../batch.ts";
import { sessions } from "../schema/auth.ts";
import { users } from "../schema/users.ts";

export type SessionRow = typeof sessions.$inferSelect;
export type UserRow = typeof users.$inferSelect;

/** The session of a cookie's token with its person; `null` when it has ended by `at` (UTC ms). */
export async function findSession(
  db: Db,
  token: string,
  at: number,
): Promise<{ readonly session: SessionRow; readonly user: UserRow } | null> {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(eq(sessions.token, token), gt(sessions.expiresAt, at), eq(users.emailVerified, true)),
    );
  return row ?? null;
}

/** The session with this id and its person, whether it has ended or not. */
export async function findSessionById(db: Db, id: string) {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, id));
  return row ?? null;
}

export async function findUser(db: Db, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row ?? null;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  return row ?? null;
}

/** The sessions of a person that have not ended by `at`, the latest seen first. */
export const listSessions = (db: Db, userId: string, at: number): Promise<SessionRow[]> =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, at)))
    .orderBy(desc(sessions.updatedAt), desc(sessions.id));

/** Moves the end of a session to `expiresAt`, unless it has ended meanwhile. */
export async function renewSession(db: Db, id: string, at: number, expiresAt: number) {
  await db.run(
    sql`update sessions set expires_at = ${expiresAt}, updated_at = ${at} where id = ${id}`,
  );
}

/** Notes that password or code were given again in this session. */
export async function freshenSession(db: Db, id: string, at: number) {
  await db.run(sql`update sessions set fresh_at = ${at} where id = ${id}`);
}

/** Ends one session of a person. Answers whether there was one. */
export async function endSession(db: Db, userId: string, id: string): Promise<boolean> {
  const ended = await db.all(
    sql`delete from sessions where id = ${id} and user_id = ${userId} returning id`,
  );
  return ended.length > 0;
}

export async function endSessionOfToken(db: Db, token: string) {
  await db.run(sql`delete from sessions where token = ${token}`);
}

/** Ends all sessions of a person, but the one to keep. */
export async function endSessions(db: Db, userId: string, keepId: string | null) {
  await db.run(sql`delete from sessions where user_id = ${userId} and id is not ${keepId}`);
}

/** Makes worthless what waits for a person: links to a new password, sign-ins without their second factor. */
export async function dropVerifications(db: Db, userId: string) {
  await db.run(sql`delete from verifications where value = ${userId}`);
}

/** Notes that the address is the person's. Answers whether that was new. */
export async function noteVerifiedEmail(db: Db, userId: string, at: number): Promise<boolean> {
  const changed = await db.all(
    sql`update users set email_verified = 1, updated_at = ${at}
        where id = ${userId} and email_verified = 0 returning id`,
  );
  return changed.length > 0;
}

/** What a person signed in with before, as far as it tells a device; noted as seen at `at`. */
export type Device = { readonly device: string; readonly country: string };

/** Notes that the person signed in from `device`. `new`: there are others, and this was none of them. */
export async function noteDevice(
  db: Db,
  userId: string,
  { device, country }: Device,
  at: number,
): Promise<"first" | "known" | "new"> {
  const known = await db.all<{ same: number }>(
    sql`select device = ${device} and country = ${country} as same
        from known_devices where user_id = ${userId}`,
  );
  const batch = new WriteBatch(db);
  batch.add(sql`insert into known_devices (user_id, device, country, last_seen_at)
    values (${userId}, ${device}, ${country}, ${at})
    on conflict do update set last_seen_at = max(last_seen_at, excluded.last_seen_at)`);
  await batch.commit();
  if (known.length === 0) return "first";
  return known.some(({ same }) => same === 1) ? "known" : "new";
}
