/** Applications to a program. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliates } from "../schema/affiliates.ts";
import { applications } from "../schema/memberships.ts";
import { programs } from "../schema/programs.ts";
import { users } from "../schema/users.ts";

export type ApplicationRow = typeof applications.$inferSelect;

const profile = {
  application: applications,
  userId: affiliates.userId,
  name: users.name,
  email: users.email,
};

export type ApplicationPage = {
  readonly programId: string;
  readonly decision: ApplicationRow["decision"];
  readonly after: Position | null;
  readonly limit: number;
};

/** Applications with one decision, the newest first. */
export const selectApplicationPage = (db: Db, page: ApplicationPage) =>
  db
    .select(profile)
    .from(applications)
    .innerJoin(affiliates, eq(affiliates.id, applications.affiliateId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(
      and(
        eq(applications.programId, page.programId),
        eq(applications.decision, page.decision),
        isAfter(applications.submittedAt, applications.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(applications.submittedAt), desc(applications.id))
    .limit(page.limit);
export type ApplicationProfileRow = Awaited<ReturnType<typeof selectApplicationPage>>[number];

/** Where a page of all applications ended. */
export type OpenFirstPosition = {
  readonly open: boolean;
  readonly submittedAt: number;
  readonly id: string;
};

/** All applications: those that wait first, and within both the newest first. */
export function selectApplicationsOpenFirst(
  db: Db,
  page: { programId: string; after: OpenFirstPosition | null; limit: number },
) {
  const isOpen = sql`(${applications.decision} = 'open')`;
  const after =
    page.after === null
      ? undefined
      : sql`(${isOpen}, ${applications.submittedAt}, ${applications.id})
          < (${page.after.open ? 1 : 0}, ${page.after.submittedAt}, ${page.after.id})`;
  return db
    .select(profile)
    .from(applications)
    .innerJoin(affiliates, eq(affiliates.id, applications.affiliateId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(and(eq(applications.programId, page.programId), after))
    .orderBy(sql`${isOpen} desc`, desc(applications.submittedAt), desc(applications.id))
    .limit(page.limit);
}

/** An application with the organization whose it is. */
export async function findApplication(
  db: Db,
  id: string,
): Promise<(ApplicationProfileRow & { organizationId: string }) | null> {
  const [row] = await db
    .select({ ...profile, organizationId: programs.organizationId })
    .from(applications)
    .innerJoin(programs, eq(programs.id, applications.programId))
    .innerJoin(affiliates, eq(affiliates.id, applications.affiliateId))
    .leftJoin(users, eq(users.id, affiliates.userId))
    .where(eq(applications.id, id));
  return row ?? null;
}

/** The application that an affiliate made last. */
export async function findLatestApplication(
  db: Db,
  affiliateId: string,
): Promise<ApplicationRow | null> {
  const [row] = await db
    .select()
    .from(applications)
    .where(eq(applications.affiliateId, affiliateId))
    .orderBy(desc(applications.submittedAt), desc(applications.id))
    .limit(1);
  return row ?? null;
}

/** Changes an application at the version that was read; to be guarded. */
export const updateApplication = (
  db: Db,
  row: ApplicationRow,
  changes: Partial<ApplicationRow>,
): SQL =>
  db
    .update(applications)
    .set({ ...changes, version: row.version + 1 })
    .where(and(eq(applications.id, row.id), eq(applications.version, row.version)))
    .getSQL();
