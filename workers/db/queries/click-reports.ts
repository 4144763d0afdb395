/** Totals of clicks for reports: roll-ups for closed days, rows of the affiliates for open ones. */
import { type SQL, sql } from "drizzle-orm";
import { addDays } from "../../domain/calendar.ts";
import {
  type ClickReportCut,
  type ClickReportFilter,
  clickReportSource,
} from "../../domain/click-report.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { BY_AFFILIATE, TOTALS } from "./click-roll-up.ts";
import { ofAffiliates } from "./report-filter.ts";

export type ClickReportQuery = {
  readonly programId: string;
  readonly mode: Mode;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly by: ClickReportCut;
  readonly filter: ClickReportFilter;
  /** Rows with the most clicks; days are all of the range, whatever it says. */
  readonly limit: number;
};
export type ClickReportRow = {
  /** Day, id or value; empty for the total. */
  readonly key: string;
  readonly clicks: number;
  readonly uniques: number;
  readonly bots: number;
};

/** SQLite's word for it. */
const NO_LIMIT = -1;

const SUMS = sql`sum(clicks) as clicks, sum(uniques) as uniques, sum(bots) as bots`;

/**
 * Rows of a report, most clicks first (by day: in order of days). What clicks do not know (a click
 * without a referrer) is in no row. `null` when clicks are not stored by this combination.
 */
export async function selectClickReport(
  db: Db,
  query: ClickReportQuery,
): Promise<ClickReportRow[] | null> {
  const parts = partsOf(query);
  if (parts === null) return null;
  const order = query.by === "day" ? sql`key` : sql`clicks desc, key`;
  return await rawRows<ClickReportRow>(
    db,
    sql`select key as "key", sum(clicks) as "clicks", sum(uniques) as "uniques", sum(bots) as "bots"
      from (${sql.join(parts, sql` union all `)})
      group by key order by ${order} limit ${query.by === "day" ? NO_LIMIT : query.limit}`,
  );
}

function partsOf(query: ClickReportQuery): SQL[] | null {
  switch (clickReportSource(query.by, query.filter)) {
    case null:
      return null;
    case "links":
      return [links(query, inRange(query))];
    case "values":
      return [values(query, inRange(query))];
    case "program":
      return [rolledUp(query), links(query, open(query))];
    case "program_values":
      return [rolledUp(query), values(query, open(query))];
  }
}

/** Days up to this one are read from the roll-ups. */
const lastRolledUp = ({ programId, mode }: ClickReportQuery) =>
  sql`coalesce((select max(day) from program_click_days
    where program_id = ${programId} and mode = ${mode} and dimension = ${TOTALS}), '')`;

/** Of one affiliate or link, `+` keeps SQLite from walking through the range of the whole program. */
const ofProgram = ({ programId, mode, filter: { affiliateId, linkId } }: ClickReportQuery) =>
  affiliateId === undefined && linkId === undefined
    ? sql`program_id = ${programId} and mode = ${mode}`
    : sql`+program_id = ${programId} and mode = ${mode}`;

const inRange = (query: ClickReportQuery) =>
  sql`${ofProgram(query)} and day between ${query.fromDay} and ${query.toDay}`;

/**
 * The days of the range that are not rolled up. With two lower bounds SQLite takes the first for its
 * search and reads every row after it; so there is one.
 */
const open = (query: ClickReportQuery) =>
  sql`${ofProgram(query)} and day <= ${query.toDay}
    and day > max(${addDays(query.fromDay, -1)}, ${lastRolledUp(query)})`;

function rolledUp(query: ClickReportQuery): SQL {
  const { by } = query;
  const dimension =
    by === "total" || by === "day" ? TOTALS : by === "affiliate" ? BY_AFFILIATE : by;
  const key = by === "day" ? sql`day` : sql`value`;
  return sql`select ${key} as key, ${SUMS} from program_click_days
    where ${inRange(query)} and dimension = ${dimension} group by 1`;
}

const LINK_KEYS: Readonly<Partial<Record<ClickReportCut, SQL>>> = {
  day: sql`day`,
  affiliate: sql`affiliate_id`,
  link: sql`link_id`,
};

function links(query: ClickReportQuery, days: SQL): SQL {
  const { linkId } = query.filter;
  const ofLink = linkId === undefined ? sql`` : sql`and link_id = ${linkId}`;
  return sql`select ${LINK_KEYS[query.by] ?? sql`''`} as key, ${SUMS} from click_days
    where ${days} ${ofLink} ${narrowed(query)} group by 1`;
}

function values(query: ClickReportQuery, days: SQL): SQL {
  return sql`select value as key, ${SUMS} from click_day_values
    where ${days} and dimension = ${query.by} ${narrowed(query)} group by 1`;
}

const narrowed = ({ programId, filter }: ClickReportQuery): SQL =>
  ofAffiliates(sql`affiliate_id`, programId, filter);
