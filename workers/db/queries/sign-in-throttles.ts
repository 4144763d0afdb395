import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";

/** How many tries, within which time, and how long nothing is tried afterwards (ms). */
export type TryLimit = {
  readonly max: number;
  readonly windowMs: number;
  readonly lockMs: number;
};

export type TakenTry =
  /** `count` tries in the window, with this one. */
  | { readonly taken: true; readonly count: number }
  /** UTC ms. */
  | { readonly taken: false; readonly lockedUntil: number };

/** Tries of the row that lie inside the window. */
const inWindow = (since: number): SQL =>
  sql`select value from json_each(sign_in_throttles.tries) where value > ${since}`;

/**
 * Counts a try before it is made, in one statement, so that tries at once cannot pass together. The last
 * one allowed locks; a lock is not prolonged by knocking.
 */
export async function takeTry(
  db: Db,
  key: string,
  at: number,
  { max, windowMs, lockMs }: TryLimit,
): Promise<TakenTry> {
  const since = at - windowMs;
  const expiresAt = at + Math.max(windowMs, lockMs);
  const [row] = await db.all<{ count: number }>(sql`
    insert into sign_in_throttles (key, tries, locked_until, expires_at)
    values (${key}, json_array(${at}), ${max <= 1 ? at + lockMs : 0}, ${expiresAt})
    on conflict (key) do update set
      tries = (select json_group_array(value) from (${inWindow(since)} union all select ${at})),
      locked_until = case
        when (select count(*) from (${inWindow(since)})) + 1 >= ${max} then ${at + lockMs} else 0 end,
      expires_at = excluded.expires_at
    where sign_in_throttles.locked_until <= ${at}
    returning json_array_length(tries) as count`);
  if (row !== undefined) return { taken: true, count: row.count };
  const [locked] = await db.all<{ until: number }>(
    sql`select locked_until as until from sign_in_throttles where key = ${key}`,
  );
  return { taken: false, lockedUntil: locked?.until ?? at };
}

/** Gives the try of `at` back, and with it a lock that it brought about. */
export async function returnTry(
  db: Db,
  key: string,
  at: number,
  { lockMs }: TryLimit,
): Promise<void> {
  await db.run(sql`
    update sign_in_throttles set
      tries = json_remove(tries, (select '$[' || key || ']' from json_each(sign_in_throttles.tries)
        where value = ${at} limit 1)),
      locked_until = case when locked_until = ${at + lockMs} then 0 else locked_until end
    where key = ${key}
      and exists (select 1 from json_each(sign_in_throttles.tries) where value = ${at})`);
}

/** Forgets all tries. */
export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.run(sql`delete from sign_in_throttles where key = ${key}`);
}
