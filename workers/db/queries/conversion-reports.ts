/**
 * Totals of what was credited, for reports: from the day totals where they carry the cut, from the roll-up of
 * a program by value, else from the conversions, which carry their own facts and may be cut any way
 * (design §3).
 */
import { type SQL, sql } from "drizzle-orm";
import type { ClickReportCut, ClickReportFilter } from "../../domain/click-report.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Counted } from "../../domain/report-metrics.ts";
import { intervalsOf } from "../../domain/report-range.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { countedOf, FACTS, SUMS } from "./conversion-facts.ts";
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

/** Sums by key; `null` when conversions do not know what they are to be cut by. */
export async function selectConversionReport(
  db: Db,
  query: ConversionReportQuery,
): Promise<ConversionReportRow[] | null> {
  const { by, filter } = query;
  const isOfDays = ["total", "day", "affiliate"].includes(by);
  if (isOfDays && filter.linkId === undefined) return rawRows(db, fromDays(query));
  const fact = by === "total" ? sql`''` : by === "day" ? sql`c.day` : FACTS[by];
  const key = by === "affiliate" ? sql`c.affiliate_id` : fact;
  if (key === undefined) return null;
  const isOfProgram = Object.values(filter).every((id) => id === undefined);
  return rawRows(db, isOfProgram ? fromRollUp(query, key) : fromConversions(query, key));
}

/** One row, or none of nothing. Grouped by a constant, SQLite would sort all that it adds up. */
const ALL_IN_ONE = sql`having count(*) > 0`;

/**
 * One affiliate's days are found by the key first: SQLite would else prefer the index that holds the sums,
 * and walk through the whole program's days. A group's are picked out of the program's (`+`): it may
 * have all affiliates, and a search for each takes ten times as long.
 */
function fromDays({ programId, mode, fromDay, toDay, by, filter }: ConversionReportQuery): SQL {
  const key = by === "day" ? sql`day` : by === "affiliate" ? sql`affiliate_id` : sql`''`;
  const isOfOne = filter.affiliateId !== undefined;
  const affiliate = isOfOne ? sql`affiliate_id` : sql`+affiliate_id`;
  const days = sql`program_id = ${programId} and mode = ${mode} and day between ${fromDay} and ${toDay}
    and affiliate_id <> '' ${ofAffiliates(affiliate, programId, filter)}`;
  const count = (type: string) => sql`sum(case when type = ${type} then conversions else 0 end)`;
  return sql`select ${key} as "key", ${count("lead")} as "leads", ${count("sale")} as "sales",
      ${count("event")} as "events", sum(new_customers) as "new_customers",
      sum(revenue) as "revenue", sum(commission) as "commission", sum(refunds) as "refunds"
    from conversion_days
    where ${isOfOne ? sql`rowid in (select rowid from conversion_days where ${days})` : days}
    ${by === "total" ? ALL_IN_ONE : sql`group by 1`}`;
}

/**
 * Rolled-up days from the roll-up, the others from their conversions: in one statement, so that a day which
 * is rolled up meanwhile, or changes, is counted once.
 */
function fromRollUp(query: ConversionReportQuery, key: SQL): SQL {
  const { programId, mode, by } = query;
  const isRolled = sql`select 1 from rolled_conversion_days r
    where r.program_id = ${programId} and r.mode = ${mode} and r.day = days.value`;
  const days = sql`json_each(${JSON.stringify(intervalsOf(query, "day"))}) days`;
  return sql`select key as "key", ${SUMS} from (
      select p.value as key, p.leads, p.sales, p.events, p.new_customers, p.revenue, p.commission,
        p.refunds
      from ${days} cross join program_conversion_days p
        on p.program_id = ${programId} and p.mode = ${mode} and p.dimension = ${by}
          and p.day = days.value
      where exists (${isRolled})
      union all
      select coalesce(${key}, ''), ${countedOf("all")}
      from ${days} cross join conversions c
        on c.program_id = ${programId} and c.mode = ${mode} and c.day = days.value
      where c.affiliate_id is not null and not exists (${isRolled})
    ) group by 1`;
}

function fromConversions(query: ConversionReportQuery, key: SQL): SQL {
  const { programId, mode, fromDay, toDay, filter } = query;
  // `+` keeps SQLite from walking through the range of the whole program.
  const isNarrow = filter.linkId !== undefined || filter.affiliateId !== undefined;
  const ofProgram = isNarrow ? sql`+c.program_id = ${programId}` : sql`c.program_id = ${programId}`;
  const ofLink = filter.linkId === undefined ? sql`` : sql`and c.link_id = ${filter.linkId}`;
  return sql`select key as "key", ${SUMS} from (
      select coalesce(${key}, '') as key, ${countedOf("own")}
      from conversions c
      where ${ofProgram} and c.mode = ${mode} and c.day between ${fromDay} and ${toDay}
        and c.affiliate_id is not null ${ofLink}
        ${ofAffiliates(sql`c.affiliate_id`, programId, filter)}
    ) group by 1`;
}
