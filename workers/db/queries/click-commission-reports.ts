/**
 * What clicks earned, for reports. It is kept apart from the day totals of conversions, which tiers read
 * (rules.md 5): a click is no conversion.
 */
import { sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import type { ConversionReportQuery } from "./conversion-reports.ts";
import { ofAffiliates } from "./report-filter.ts";

/** A click commission's item is `link:day:sequence` (schema/commissions.ts). */
const LINK = sql`substr(item_key, 1, instr(item_key, ':') - 1)`;

/** Commissions by key; `''` where those of a whole day and link do not know what the report is cut by. */
export function selectClickCommissions(
  db: Db,
  { programId, mode, fromDay, toDay, by, filter }: ConversionReportQuery,
) {
  const keys = { day: sql`day`, affiliate: sql`affiliate_id`, link: LINK };
  const key = by in keys ? keys[by as keyof typeof keys] : sql`''`;
  const ofLink = filter.linkId === undefined ? sql`` : sql`and ${LINK} = ${filter.linkId}`;
  return rawRows<{ key: string; commission: number }>(
    db,
    sql`select ${key} as "key", sum(amount - reversed) as "commission"
      from commissions indexed by commissions_of_clicks
      where kind = 'click' and superseded_at is null and state <> 'rejected'
        and program_id = ${programId} and mode = ${mode} and day between ${fromDay} and ${toDay}
        ${ofLink} ${ofAffiliates(sql`+affiliate_id`, programId, filter)}
      group by 1`,
  );
}
