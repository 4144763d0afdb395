/** Rows of a report out of its counts: every interval, or every key, with what it is compared with. */
import type { MetricValues, ReportQuery, ReportRow } from "../../../contract/reports.ts";
import {
  addCounts,
  type Counts,
  type Metric,
  metricsOf,
  NO_COUNTS,
} from "../../../domain/report-metrics.ts";
import {
  type Days,
  type Interval,
  intervalStart,
  intervalsOf,
} from "../../../domain/report-range.ts";

export type CountsByKey = ReadonlyMap<string, Counts>;
/** Counts of some days. */
export type Counted = { readonly days: Days; readonly counts: CountsByKey };

/** All of it added up. */
export const totalOf = (counts: CountsByKey): Counts =>
  [...counts.values()].reduce((sum, one) => addCounts(sum, one), NO_COUNTS);

function chosen(metrics: readonly Metric[], counts: Counts): MetricValues {
  const all = metricsOf(counts);
  return Object.fromEntries(metrics.map((name) => [name, all[name]]));
}

/** One row, without a name yet. */
export const rowOf = (
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

/** The rows in their order: intervals as time goes, keys by the metric that the report is sorted by. */
export function rowsOf(query: ReportQuery, now: Counted, compared: Counted | null): ReportRow[] {
  const { interval, dimension } = query;
  if (interval !== undefined) return rowsByInterval(query, interval, now, compared);
  if (dimension !== undefined) return rowsByKey(query, now, compared);
  return [rowOf(query, "total", totalOf(now.counts), compared && totalOf(compared.counts))];
}

function rowsByKey(query: ReportQuery, now: Counted, compared: Counted | null): ReportRow[] {
  const keys = new Set([...now.counts.keys(), ...(compared?.counts.keys() ?? [])]);
  const rows = [...keys].map((key) => {
    const before = compared && (compared.counts.get(key) ?? NO_COUNTS);
    return rowOf(query, key, now.counts.get(key) ?? NO_COUNTS, before);
  });
  return rows.sort(byMetric(query));
}

/** Every interval has its row; the n-th is compared with the n-th. */
function rowsByInterval(
  query: ReportQuery,
  interval: Interval,
  now: Counted,
  compared: Counted | null,
): ReportRow[] {
  const counts = intoIntervals(now.counts, interval);
  const before = compared && intoIntervals(compared.counts, interval);
  const starts = compared ? intervalsOf(compared.days, interval) : [];
  return intervalsOf(now.days, interval).map((start, index) =>
    rowOf(
      query,
      start,
      counts.get(start) ?? NO_COUNTS,
      before && (before.get(starts[index] ?? "") ?? NO_COUNTS),
    ),
  );
}

function intoIntervals(counts: CountsByKey, interval: Interval): CountsByKey {
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
