/** What reports know of conversions: the facts that they are cut by, and what is summed up of each. */
import { type SQL, sql } from "drizzle-orm";
import type { ClickReportCut } from "../../domain/click-report.ts";

/** By cut: what conversions `c` know of the click that they are credited by. */
export const FACTS: Readonly<Partial<Record<ClickReportCut, SQL>>> = {
  link: sql`c.link_id`,
  country: sql`c.country`,
  device: sql`c.device`,
  os: sql`c.os`,
  browser: sql`c.browser`,
  referrer: sql`c.referrer_host`,
  ...Object.fromEntries(
    ["source", "medium", "campaign", "term", "content"].map((part) => [
      `utm_${part}`,
      sql`c.click_utm ->> ${sql.raw(`'$.utm_${part}'`)}`,
    ]),
  ),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4].map((index) => [
      `sub${index + 1}`,
      sql`c.click_sub ->> ${sql.raw(`${index}`)}`,
    ]),
  ),
};

/**
 * What one conversion `c` counts for.
 * @param whose `all`: what everybody earned by it, as totals of the program have it; `own`: what the
 *   affiliate did that it is credited to
 */
export function countedOf(whose: "all" | "own"): SQL {
  const own = whose === "own" ? sql`and k.affiliate_id = c.affiliate_id` : sql``;
  return sql`c.type = 'lead' as leads, c.type = 'sale' as sales, c.type = 'event' as events,
    c.is_first_sale as new_customers,
    case when c.needs_confirmation then 0 else coalesce(c.base_in_program, 0) end as revenue,
    coalesce((select sum(k.amount - k.reversed) from commissions k
      where k.conversion_id = c.id and k.superseded_at is null and k.state <> 'rejected' ${own}), 0)
      as commission,
    c.refunded > 0 as refunds`;
}

/** The sums of columns that are named as `countedOf` names them. */
export const SUMS = sql`sum(leads) as "leads", sum(sales) as "sales", sum(events) as "events",
  sum(new_customers) as "new_customers", sum(revenue) as "revenue",
  sum(commission) as "commission", sum(refunds) as "refunds"`;
