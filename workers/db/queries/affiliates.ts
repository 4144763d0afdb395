/** Affiliates with everything dated that a decision about credit reads. */
import { asc, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { affiliateGroups, affiliateStates, termsAcceptances } from "../schema/affiliates.ts";

export type AffiliateRow = {
  readonly id: string;
  readonly programId: string;
  readonly payeeId: string | null;
  readonly recruiterId: string | null;
  readonly recruitedAt: number | null;
};

/** Recruitment is followed no further than this: a longer chain is no one's intention. */
const RECRUITMENT_DEPTH_MAX = 32;

/** The affiliates named, and whoever recruited them, and so on upwards. */
export const selectAffiliatesWithRecruiters = (db: Db, ids: readonly string[]) =>
  rawRows<AffiliateRow>(
    db,
    sql`
    with recursive wanted (id, depth) as (
      select value, 0 from json_each(${JSON.stringify(ids)})
      union
      select a.recruiter_id, wanted.depth + 1 from wanted join affiliates a on a.id = wanted.id
      where a.recruiter_id is not null and wanted.depth < ${RECRUITMENT_DEPTH_MAX}
    )
    select distinct a.id as "id", a.program_id as "programId", a.payee_id as "payeeId",
      a.recruiter_id as "recruiterId", a.recruited_at as "recruitedAt"
    from wanted join affiliates a on a.id = wanted.id`,
  );

export const selectAffiliateStates = (db: Db, ids: readonly string[]) =>
  db
    .select({
      affiliateId: affiliateStates.affiliateId,
      state: affiliateStates.state,
      fromAt: affiliateStates.fromAt,
    })
    .from(affiliateStates)
    .where(inList(affiliateStates.affiliateId, ids))
    .orderBy(asc(affiliateStates.fromAt), asc(affiliateStates.sequence));

export const selectAffiliateGroups = (db: Db, ids: readonly string[]) =>
  db
    .select({
      affiliateId: affiliateGroups.affiliateId,
      groupId: affiliateGroups.groupId,
      fromAt: affiliateGroups.fromAt,
      appliesTo: affiliateGroups.appliesTo,
    })
    .from(affiliateGroups)
    .where(inList(affiliateGroups.affiliateId, ids))
    .orderBy(asc(affiliateGroups.fromAt));

export const selectTermsAcceptances = (db: Db, ids: readonly string[]) =>
  db
    .select({
      affiliateId: termsAcceptances.affiliateId,
      version: termsAcceptances.version,
      acceptedAt: termsAcceptances.acceptedAt,
    })
    .from(termsAcceptances)
    .where(inList(termsAcceptances.affiliateId, ids));
