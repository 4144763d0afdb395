/** Invitations by mail: to an organization's team, and into a program. */
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { invitations } from "../schema/members.ts";
import { organizations } from "../schema/organizations.ts";
import { programs } from "../schema/programs.ts";

export type InvitationRow = typeof invitations.$inferSelect;

/** An organization's invitations, the newest first. */
export const selectInvitationPage = (
  db: Db,
  page: {
    organizationId: string;
    kind: InvitationRow["kind"] | undefined;
    after: Position | null;
    limit: number;
  },
): Promise<InvitationRow[]> =>
  db
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, page.organizationId),
        page.kind === undefined ? undefined : eq(invitations.kind, page.kind),
        isAfter(invitations.createdAt, invitations.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(page.limit);

export async function findInvitation(db: Db, id: string): Promise<InvitationRow | null> {
  const [row] = await db.select().from(invitations).where(eq(invitations.id, id));
  return row ?? null;
}

/** The invitation behind a link, with what it is for. */
export async function findInvitationByToken(db: Db, tokenSha256: string) {
  const [row] = await db
    .select({ invitation: invitations, organization: organizations.name, program: programs })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(programs, eq(programs.id, invitations.programId))
    .where(eq(invitations.tokenSha256, tokenSha256));
  return row ?? null;
}
export type InvitationWithPlace = NonNullable<Awaited<ReturnType<typeof findInvitationByToken>>>;

type Invited = Pick<InvitationRow, "organizationId" | "programId" | "email">;

/** How many invitations of an address to the team, or to the program, wait at `now`; for a guard as well. */
export const openInvitations = (
  { organizationId, programId, email }: Invited,
  now: number,
): SQL => sql`select count(*) from invitations where organization_id = ${organizationId}
  and email = ${email} and program_id is ${programId} and accepted_at is null
  and revoked_at is null and expires_at > ${now}`;

export async function isInvited(db: Db, invited: Invited, now: number): Promise<boolean> {
  const { organizationId, programId, email } = invited;
  const rows = await db
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.email, email),
        programId === null ? isNull(invitations.programId) : eq(invitations.programId, programId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        sql`${invitations.expiresAt} > ${now}`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

const waits = (row: InvitationRow): SQL =>
  sql`id = ${row.id} and token_sha256 = ${row.tokenSha256} and accepted_at is null and revoked_at is null`;

/** Another token for an invitation that waits; to be guarded. */
export const renewInvitation = (row: InvitationRow, tokenSha256: string, expiresAt: number): SQL =>
  sql`update invitations set token_sha256 = ${tokenSha256}, expires_at = ${expiresAt}
      where ${waits(row)}`;

/** Takes back an invitation that waits, and forgets whom it was for; to be guarded. */
export const revokeInvitationRow = (row: InvitationRow, at: number): SQL =>
  sql`update invitations set revoked_at = ${at}, email = '' where ${waits(row)}`;

/** Uses up an invitation that waits and has not expired; to be guarded. */
export const useInvitation = (row: InvitationRow, userId: string, at: number): SQL =>
  sql`update invitations set accepted_at = ${at}, accepted_by = ${userId}, email = ''
      where ${waits(row)} and expires_at > ${at}`;

/** Forgets the address of invitations that expired before `before`. Answers how many. */
export async function forgetExpiredInvitations(db: Db, before: number): Promise<number> {
  const result = await db.run(
    sql`update invitations set email = '' where email <> '' and expires_at < ${before}`,
  );
  return result.meta.changes;
}
