/** Whose rows a report is narrowed to, whatever table it reads. */
import { type SQL, sql } from "drizzle-orm";
import type { ClickReportFilter } from "../../domain/click-report.ts";

/**
 * `and …` for one affiliate, for those who are in a group now, or nothing.
 * @param column that holds the affiliate's id
 */
export function ofAffiliates(
  column: SQL,
  programId: string,
  { affiliateId, groupId }: ClickReportFilter,
): SQL {
  const one = affiliateId === undefined ? sql`` : sql`and ${column} = ${affiliateId}`;
  if (groupId === undefined) return one;
  return sql`${one} and ${column} in (
    select a.id from affiliates a where a.program_id = ${programId} and ${groupId} = (
      select g.group_id from affiliate_groups g where g.affiliate_id = a.id
      order by g.from_at desc limit 1))`;
}
