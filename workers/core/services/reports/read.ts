/** A report is data: one query, the tables that can answer it, and one place where days are filled. */
import { readCursor, writeCursor } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import type { MetricValues, Report, ReportQuery, ReportRow } from "../../../contract/reports.ts";
import { findAffiliateOwner } from "../../../db/queries/commissions.ts";
import { findProgram, type ProgramRow } from "../../../db/queries/links.ts";
import { findReportNames } from "../../../db/queries/report-names.ts";
import { modeOf } from "../../../domain/actor.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import {
  addCounts,
  type Counts,
  type Metric,
  metricsOf,
  NO_COUNTS,
} from "../../../domain/report-metrics.ts";
import {
  comparedDays,
  type Days,
  intervalStart,
  intervalsOf,
} from "../../../domain/report-range.ts";
import type { ServiceContext } from "../context.ts";
import { type CountsByKey, countsBy, type ReportScope } from "./counts.ts";

type KnownQuery = ReportQuery & { readonly mode: Mode };

const noProgram = problem("program.not_found");
const noAffiliate = problem("affiliate.not_found");
const unsupported = problem("report.unsupported_combination");

/**
 * Metrics by one dimension or interval, with what they are compared with.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `report.unsupported_combination`
 */
export async function readReport(ctx: ServiceContext, asked: ReportQuery): Promise<Report> {
  assertAllowed(ctx.actor, "report.read");
  const query = { ...asked, mode: asked.mode ?? modeOf(ctx.actor) };
  const program = await findProgram(ctx.db, query.program_id);
  if (program === null) throw noProgram();
  await authorize(ctx, program, query);
  if (query.dimension !== undefined && query.interval !== undefined) {
    throw unsupported({ detail: "Give either a dimension or an interval." });
  }
  const days = { fromDay: query.from, toDay: query.to };
  const compared = query.compare === undefined ? null : comparedDays(days, query.compare);
  const scope = scopeOf(query);
  const cut = cutOf(query);
  // Everything that is counted has a day and an affiliate: their sums are the total, which is not asked again.
  const isWhole = cut === "total" || cut === "day" || cut === "affiliate";
  const [now, before, separateNow, separateBefore] = await Promise.all([
    countsBy(ctx, scope, days, cut),
    compared && countsBy(ctx, scope, compared, cut),
    isWhole ? null : countsBy(ctx, scope, days, "total"),
    isWhole ? null : compared && countsBy(ctx, scope, compared, "total"),
  ]);
  const nowTotal = separateNow ?? now;
  const beforeTotal = separateBefore ?? before;
  const rows = rowsOf(query, days, now, compared && before && { days: compared, counts: before });
  const { page, next_cursor } = pageOfRows(rows, query);
  return {
    program_id: program.id,
    mode: query.mode,
    currency: program.currency,
    time_zone: program.timeZone,
    from: query.from,
    to: query.to,
    compared_with: compared && { from: compared.fromDay, to: compared.toDay },
    totals: rowOf(query, "total", totalOf(nowTotal), beforeTotal && totalOf(beforeTotal)),
    data: await named(ctx, query, page),
    next_cursor,
  };
}

async function authorize(ctx: ServiceContext, program: ProgramRow, query: KnownQuery) {
  const { id: programId, organizationId } = program;
  const { affiliate_id: affiliateId } = query;
  if (affiliateId !== undefined) {
    const owner = await findAffiliateOwner(ctx.db, affiliateId);
    if (owner?.programId !== programId) throw noAffiliate();
  }
  assertAllowed(ctx.actor, "report.read", {
    noun: affiliateId === undefined ? "program" : "affiliate",
    organizationId,
    programId,
    mode: query.mode,
    ...(affiliateId === undefined ? {} : { affiliateId }),
  });
}

const scopeOf = (query: KnownQuery): ReportScope => ({
  programId: query.program_id,
  mode: query.mode,
  metrics: query.metrics,
  filter: {
    ...(query.affiliate_id === undefined ? {} : { affiliateId: query.affiliate_id }),
    ...(query.group_id === undefined ? {} : { groupId: query.group_id }),
    ...(query.link_id === undefined ? {} : { linkId: query.link_id }),
  },
});

const cutOf = ({ dimension, interval }: ReportQuery) =>
  dimension ?? (interval === undefined ? "total" : "day");

const totalOf = (counts: CountsByKey): Counts =>
  [...counts.values()].reduce((sum, one) => addCounts(sum, one), NO_COUNTS);

function chosen(metrics: readonly Metric[], counts: Counts): MetricValues {
  const all = metricsOf(counts);
  return Object.fromEntries(metrics.map((name) => [name, all[name]]));
}

const rowOf = (
  { metrics }: ReportQuery,
  key: string,
  counts: Counts,
  previous: Counts | null,
): ReportRow => ({
  key,
  name: null,
  metrics: chosen(metrics, counts),
  previous: previous && chosen(metrics, previous),
});

type Compared = { readonly days: Days; readonly counts: CountsByKey };

function rowsOf(
  query: ReportQuery,
  days: Days,
  counts: CountsByKey,
  compared: Compared | null,
): ReportRow[] {
  if (query.interval !== undefined)
    return rowsByInterval(query, query.interval, days, counts, compared);
  if (query.dimension === undefined) {
    return [rowOf(query, "total", totalOf(counts), compared && totalOf(compared.counts))];
  }
  const keys = new Set([...counts.keys(), ...(compared?.counts.keys() ?? [])]);
  const rows = [...keys].map((key) =>
    rowOf(
      query,
      key,
      counts.get(key) ?? NO_COUNTS,
      compared && (compared.counts.get(key) ?? NO_COUNTS),
    ),
  );
  return rows.sort(byMetric(query));
}

/** Every interval has its row; the n-th is compared with the n-th. */
function rowsByInterval(
  query: ReportQuery,
  interval: NonNullable<ReportQuery["interval"]>,
  days: Days,
  counts: CountsByKey,
  compared: Compared | null,
): ReportRow[] {
  const now = intoIntervals(counts, interval);
  const before = compared && intoIntervals(compared.counts, interval);
  const starts = compared ? intervalsOf(compared.days, interval) : [];
  return intervalsOf(days, interval).map((start, index) =>
    rowOf(
      query,
      start,
      now.get(start) ?? NO_COUNTS,
      before && (before.get(starts[index] ?? "") ?? NO_COUNTS),
    ),
  );
}

function intoIntervals(counts: CountsByKey, interval: NonNullable<ReportQuery["interval"]>) {
  const sums = new Map<string, Counts>();
  for (const [day, one] of counts) {
    const start = intervalStart(day, interval);
    sums.set(start, addCounts(sums.get(start) ?? NO_COUNTS, one));
  }
  return sums;
}

function byMetric({ sort, metrics }: ReportQuery) {
  const descending = sort === undefined || sort.startsWith("-");
  const name = (sort?.replace("-", "") ?? metrics[0]) as Metric;
  const valueIn = (row: ReportRow) => row.metrics[name] ?? Number.NEGATIVE_INFINITY;
  return (a: ReportRow, b: ReportRow): number => {
    const left = valueIn(descending ? b : a);
    const right = valueIn(descending ? a : b);
    return left === right ? (a.key < b.key ? -1 : 1) : left < right ? -1 : 1;
  };
}

/** The cursor of a report is a place in its order: the same query is computed again. */
function pageOfRows(rows: readonly ReportRow[], { cursor, limit, interval }: ReportQuery) {
  const position = readCursor(cursor)?.value ?? 0;
  const start = typeof position === "number" ? position : 0;
  const end = interval === undefined ? start + limit : rows.length;
  return {
    page: rows.slice(start, end),
    next_cursor: end < rows.length ? writeCursor({ value: end, id: "" }) : null,
  };
}

async function named(ctx: ServiceContext, { dimension }: ReportQuery, rows: ReportRow[]) {
  if (dimension !== "affiliate" && dimension !== "link") return rows;
  const names = await findReportNames(
    ctx.db,
    dimension,
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, name: names.get(row.key) ?? null }));
}
