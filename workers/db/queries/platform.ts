/** People and organizations of the whole installation, each by its primary or unique key. */
import { and, asc, desc, gt, gte, lt } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { organizations } from "../schema/organizations.ts";
import { users } from "../schema/users.ts";

/** The last character there is: no address that begins with the prefix comes after it. */
const LAST_CHARACTER = "\u{10ffff}";

/** Accounts by address, those whose address begins with `prefix` (lower case). */
export const selectUsersByEmail = (
  db: Db,
  page: { prefix: string; after: string | null; limit: number },
) =>
  db
    .select()
    .from(users)
    .where(
      and(
        gte(users.email, page.prefix),
        lt(users.email, page.prefix + LAST_CHARACTER),
        page.after === null ? undefined : gt(users.email, page.after),
      ),
    )
    .orderBy(asc(users.email))
    .limit(page.limit);

/** Organizations by id, which sorts by when they were made: the newest first. */
export const selectOrganizations = (db: Db, page: { before: string | null; limit: number }) =>
  db
    .select()
    .from(organizations)
    .where(lt(organizations.id, page.before ?? LAST_CHARACTER))
    .orderBy(desc(organizations.id))
    .limit(page.limit);
