/**
 * Totals of what was credited, for reports: from the day totals where they carry the cut, else from the
 * conversions, which carry their own facts and may be cut any way (design §3).
 */
import { type SQL, sql } from "drizzle-orm";
import type { ClickReportCut, ClickReportFilter } from "../../domain/click-report.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Counted } from "../../domain/report-metrics.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { ofAffiliates } from "./report-filter.ts";

export type ConversionReportQuery = {
  readonly programId: string;
  readonly mode: Mode;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly by: ClickReportCut;
  readonly filter: ClickReportFilter;
};
type ConversionCount = Exclude<Counted, "clicks" | "uniques" | "bots">;
export type ConversionReportRow = { readonly key: string } & Readonly<
  Record<ConversionCount, number>
>;

/** What conversions know of the click that they are credited by. */
const FACTS: Readonly<Partial<Record<ClickReportCut, SQL>>> = {
  link: sql`c.link_id`,
  country: sql`c.country`,
  device: sql`c.device`,
  os: sql`c.os`,
  browser: sql`c.browser`,
  referrer: sql`c.referrer_host`,
  ...Object.fromEntries(
    ["source", "medium", "campaign", "term", "content"].map((part) => [
      `utm_${part}`,
      sql`c.click_utm ->> ${`$.utm_${part}`}`,
    ]),
  ),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4].map((index) => [`sub${index + 1}`, sql`c.click_sub ->> ${index}`]),
  ),
};

/** Sums by key; `null` when conversions do not know what they are to be cut by. */
export async function selectConversionReport(
  db: Db,
  query: ConversionReportQuery,
): Promise<ConversionReportRow[] | null> {
  const isOfDays = ["total", "day", "affiliate"].includes(query.by);
  if (isOfDays && query.filter.linkId === undefined) return rawRows(db, fromDays(query));
  const fact = query.by === "total" ? sql`''` : query.by === "day" ? sql`c.day` : FACTS[query.by];
  const key = query.by === "affiliate" ? sql`c.affiliate_id` : fact;
  return key === undefined ? null : rawRows(db, fromConversions(query, key));
}

/** One row, or none of nothing. Grouped by a constant, SQLite would sort all that it adds up. */
const ALL_IN_ONE = sql`having count(*) > 0`;

/**
 * One affiliate's days are found by the key first: SQLite would else prefer the index that holds the sums,
 * and walk through the whole program's days.
 */
function fromDays({ programId, mode, fromDay, toDay, by, filter }: ConversionReportQuery): SQL {
  const key = by === "day" ? sql`day` : by === "affiliate" ? sql`affiliate_id` : sql`''`;
  const days = sql`program_id = ${programId} and mode = ${mode} and day between ${fromDay} and ${toDay}
    and affiliate_id <> '' ${ofAffiliates(sql`affiliate_id`, programId, filter)}`;
  const count = (type: string) => sql`sum(case when type = ${type} then conversions else 0 end)`;
  return sql`select ${key} as "key", ${count("lead")} as "leads", ${count("sale")} as "sales",
      ${count("event")} as "events", sum(new_customers) as "new_customers",
      sum(revenue) as "revenue", sum(commission) as "commission", sum(refunds) as "refunds"
    from conversion_days
    where ${filter.affiliateId === undefined ? days : sql`rowid in (select rowid from conversion_days where ${days})`}
    ${by === "total" ? ALL_IN_ONE : sql`group by 1`}`;
}

function fromConversions(query: ConversionReportQuery, key: SQL): SQL {
  const { programId, mode, fromDay, toDay, filter } = query;
  // `+` keeps SQLite from walking through the range of the whole program.
  const isNarrow = filter.linkId !== undefined || filter.affiliateId !== undefined;
  const ofProgram = isNarrow ? sql`+c.program_id = ${programId}` : sql`c.program_id = ${programId}`;
  const ofLink = filter.linkId === undefined ? sql`` : sql`and c.link_id = ${filter.linkId}`;
  const count = (type: string) => sql`sum(c.type = ${type})`;
  return sql`select coalesce(${key}, '') as "key", ${count("lead")} as "leads",
      ${count("sale")} as "sales", ${count("event")} as "events",
      sum(c.is_first_sale) as "new_customers",
      sum(case when c.needs_confirmation then 0 else coalesce(c.base_in_program, 0) end) as "revenue",
      sum(coalesce((select sum(k.amount - k.reversed) from commissions k
        where k.conversion_id = c.id and k.superseded_at is null and k.state <> 'rejected'
          and k.affiliate_id = c.affiliate_id), 0)) as "commission",
      sum(c.refunded > 0) as "refunds"
    from conversions c
    where ${ofProgram} and c.mode = ${mode} and c.day between ${fromDay} and ${toDay}
      and c.affiliate_id is not null ${ofLink} ${ofAffiliates(sql`c.affiliate_id`, programId, filter)}
    group by 1`;
}
