/** What is kept about a person, page by page, for the export of it: long lists walk an affiliate's index. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "../batch.ts";
import { affiliates } from "../schema/affiliates.ts";
import { sessions } from "../schema/auth.ts";
import { commissions } from "../schema/commissions.ts";
import { conversions } from "../schema/conversions.ts";
import { links } from "../schema/links.ts";
import { members } from "../schema/members.ts";
import { applications } from "../schema/memberships.ts";
import { organizations } from "../schema/organizations.ts";
import { payees } from "../schema/payees.ts";
import { programs } from "../schema/programs.ts";
import { users } from "../schema/users.ts";

/** `after`: what the last row of the page before is sorted by; `null` on the first. */
export type RecordPage = {
  readonly after: readonly (string | number)[] | null;
  readonly limit: number;
};

const behind = (columns: readonly SQLiteColumn[], { after }: RecordPage) =>
  after === null
    ? undefined
    : sql`(${sql.join([...columns], sql`, `)}) > (${sql.join(
        after.map((value) => sql`${value}`),
        sql`, `,
      )})`;

const LINK_ORDER = [links.createdAt, links.id] as const;
const CONVERSION_ORDER = [conversions.mode, conversions.occurredAt, conversions.id] as const;
const COMMISSION_ORDER = [commissions.mode, commissions.eventAt, commissions.id] as const;

/** The account itself; one row. */
export const selectOwnProfile = (db: Db, userId: string) =>
  db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      email_verified: users.emailVerified,
      locale: users.locale,
      time_zone: users.timeZone,
      theme: users.theme,
      two_factor: users.twoFactorEnabled,
      created_at: users.createdAt,
    })
    .from(users)
    .where(eq(users.id, userId));

/** Where somebody is signed in; nothing that opens a session is in it. */
export const selectOwnSessions = (db: Db, userId: string) =>
  db
    .select({
      id: sessions.id,
      user_agent: sessions.userAgent,
      country: sessions.country,
      created_at: sessions.createdAt,
      updated_at: sessions.updatedAt,
      expires_at: sessions.expiresAt,
    })
    .from(sessions)
    .where(eq(sessions.userId, userId));

export const selectOwnTeams = (db: Db, userId: string) =>
  db
    .select({
      organization_id: members.organizationId,
      organization: organizations.name,
      role: members.role,
      created_at: members.createdAt,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.userId, userId));

export const selectOwnAffiliates = (db: Db, userId: string) =>
  db
    .select({
      id: affiliates.id,
      program_id: affiliates.programId,
      program: programs.name,
      code: affiliates.code,
      state: affiliates.state,
      payee_id: affiliates.payeeId,
      recruited_at: affiliates.recruitedAt,
      created_at: affiliates.createdAt,
    })
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .where(eq(affiliates.userId, userId))
    .orderBy(asc(affiliates.id));

export const selectOwnPayees = (db: Db, userId: string) =>
  db
    .select({
      id: payees.id,
      organization_id: payees.organizationId,
      kind: payees.kind,
      name: payees.name,
      created_at: payees.createdAt,
    })
    .from(payees)
    .where(eq(payees.userId, userId));

export const selectOwnApplications = (db: Db, affiliateId: string) =>
  db
    .select({
      id: applications.id,
      affiliate_id: applications.affiliateId,
      answers: applications.answers,
      decision: applications.decision,
      reason: applications.reason,
      submitted_at: applications.submittedAt,
      decided_at: applications.decidedAt,
    })
    .from(applications)
    .where(eq(applications.affiliateId, affiliateId));

export const selectOwnLinks = (db: Db, affiliateId: string, page: RecordPage) =>
  db
    .select({
      id: links.id,
      affiliate_id: links.affiliateId,
      kind: links.kind,
      domain: links.domain,
      slug: links.slug,
      destination: links.destination,
      created_at: links.createdAt,
    })
    .from(links)
    .where(and(eq(links.affiliateId, affiliateId), behind(LINK_ORDER, page)))
    .orderBy(...LINK_ORDER.map((column) => asc(column)))
    .limit(page.limit);

/** What was credited to an affiliate, without whose purchase it was. */
export const selectOwnConversions = (db: Db, affiliateId: string, page: RecordPage) =>
  db
    .select({
      id: conversions.id,
      affiliate_id: conversions.affiliateId,
      mode: conversions.mode,
      type: conversions.type,
      event_name: conversions.eventName,
      via: conversions.via,
      link_id: conversions.linkId,
      coupon_id: conversions.couponId,
      occurred_at: conversions.occurredAt,
      rejected_reason: conversions.rejectedReason,
    })
    .from(conversions)
    .where(and(eq(conversions.affiliateId, affiliateId), behind(CONVERSION_ORDER, page)))
    .orderBy(...CONVERSION_ORDER.map((column) => asc(column)))
    .limit(page.limit);

/** All that was earned, also what was replaced later. */
export const selectOwnCommissions = (db: Db, affiliateId: string, page: RecordPage) =>
  db
    .select({
      id: commissions.id,
      affiliate_id: commissions.affiliateId,
      conversion_id: commissions.conversionId,
      mode: commissions.mode,
      kind: commissions.kind,
      state: commissions.state,
      amount: commissions.amount,
      currency: commissions.currency,
      event_at: commissions.eventAt,
      matures_at: commissions.maturesAt,
      superseded_at: commissions.supersededAt,
      rejected_reason: commissions.rejectedReason,
    })
    .from(commissions)
    .where(and(eq(commissions.affiliateId, affiliateId), behind(COMMISSION_ORDER, page)))
    .orderBy(...COMMISSION_ORDER.map((column) => asc(column)))
    .limit(page.limit);

/** The memberships that records are walked by, in order. */
export const selectAffiliateIdsOfUser = async (db: Db, userId: string): Promise<string[]> => {
  const rows = await db
    .select({ id: affiliates.id })
    .from(affiliates)
    .where(eq(affiliates.userId, userId))
    .orderBy(asc(affiliates.id));
  return rows.map(({ id }) => id);
};
