/** Affiliates as they are shown and changed: a membership with what hangs on it. */
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { AffiliateState } from "../../domain/states.ts";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliates } from "../schema/affiliates.ts";
import type { applications } from "../schema/memberships.ts";
import { programs } from "../schema/programs.ts";
import { users } from "../schema/users.ts";

export type ApplicationDecision = (typeof applications.$inferSelect)["decision"];

const groupNow = sql<string | null>`(select g.group_id from affiliate_groups g
  where g.affiliate_id = ${affiliates.id} order by g.from_at desc limit 1)`;

const details = {
  affiliate: affiliates,
  organizationId: programs.organizationId,
  groupId: groupNow.as("group_id"),
  tags: sql`(select json_group_array(t.tag order by t.tag) from affiliate_tags t
    where t.affiliate_id = ${affiliates.id})`
    .mapWith((value: string) => JSON.parse(value) as string[])
    .as("tags"),
  termsVersion: sql<number | null>`(select max(a.version) from terms_acceptances a
    where a.affiliate_id = ${affiliates.id})`.as("terms_version"),
  decision: sql<ApplicationDecision | null>`(select p.decision from applications p
    where p.affiliate_id = ${affiliates.id} order by p.submitted_at desc, p.id desc limit 1)`.as(
    "decision",
  ),
  name: users.name,
  email: users.email,
  locale: users.locale,
};

export type MembershipPage = {
  readonly programId: string;
  readonly state?: AffiliateState | undefined;
  readonly groupId?: string | undefined;
  /** Lower case. */
  readonly tag?: string | undefined;
  /** The beginning of a word of the name, of the address or of the code. */
  readonly search?: string | undefined;
  readonly direction: "asc" | "desc";
  readonly after: Position | null;
  readonly limit: number;
};

const beginsWith = (text: string) => `${text.replace(/[\\%_]/g, "\\$&")}%`;

function searched(search: string | undefined): SQL | undefined {
  if (search === undefined) return undefined;
  const start = beginsWith(search);
  return sql`(${users.name} like ${start} escape '\\' or ${users.name} like ${`% ${start}`} escape '\\'
    or ${users.email} like ${start} escape '\\' or ${affiliates.code} like ${start} escape '\\')`;
}

const tagged = (programId: string, tag: string | undefined): SQL | undefined =>
  tag === undefined
    ? undefined
    : sql`exists (select 1 from affiliate_tags t where t.program_id = ${programId}
        and t.tag = ${tag} and t.affiliate_id = ${affiliates.id})`;

/**
 * Affiliates of a program by when they joined. Filters look at the program's own affiliates, one after the
 * other, until the page is full.
 */
export function selectMembershipPage(db: Db, page: MembershipPage) {
  const { programId, state, groupId, direction } = page;
  const order = direction === "desc" ? desc : asc;
  return db
    .select(details)
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(
      and(
        eq(affiliates.programId, programId),
        state === undefined ? undefined : eq(affiliates.state, state),
        groupId === undefined ? undefined : sql`${groupNow} = ${groupId}`,
        tagged(programId, page.tag),
        searched(page.search),
        isAfter(affiliates.createdAt, affiliates.id, page.after, direction),
      ),
    )
    .orderBy(order(affiliates.createdAt), order(affiliates.id))
    .limit(page.limit);
}
export type MembershipRow = Awaited<ReturnType<typeof selectMembershipPage>>[number];

/** One membership with its program. */
export async function findMembershipDetails(db: Db, affiliateId: string) {
  const [row] = await db
    .select({ ...details, program: programs })
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(eq(affiliates.id, affiliateId));
  return row ?? null;
}
export type MembershipDetails = NonNullable<Awaited<ReturnType<typeof findMembershipDetails>>>;

/** What a person is in a program; `null`: nothing yet. */
export async function findMembershipOfUser(
  db: Db,
  programId: string,
  userId: string,
): Promise<MembershipDetails | null> {
  const [row] = await db
    .select({ ...details, program: programs })
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(and(eq(affiliates.programId, programId), eq(affiliates.userId, userId)));
  return row ?? null;
}
