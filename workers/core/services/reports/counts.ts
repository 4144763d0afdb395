/** Counts of clicks and conversions under the same keys. */
import { problem } from "../../../contract/problem.ts";
import { selectClickCommissions } from "../../../db/queries/click-commission-reports.ts";
import { selectClickReport } from "../../../db/queries/click-reports.ts";
import { selectConversionReport } from "../../../db/queries/conversion-reports.ts";
import type { ClickReportCut, ClickReportFilter } from "../../../domain/click-report.ts";
import type { Mode } from "../../../domain/mode.ts";
import {
  addCounts,
  type Counts,
  type Metric,
  NO_COUNTS,
  needsClicks,
  needsConversions,
} from "../../../domain/report-metrics.ts";
import type { Days } from "../../../domain/report-range.ts";
import type { ServiceContext } from "../context.ts";
import { type Counted, type CountsByKey, totalOf } from "./rows.ts";

const unsupported = problem("report.unsupported_combination");

export type ReportScope = {
  readonly programId: string;
  readonly mode: Mode;
  readonly metrics: readonly Metric[];
  readonly filter: ClickReportFilter;
};
/** What a click or a conversion does not know. */
export const NONE = "(none)";
/** More keys than any program has of what a report is cut by; a bound for the memory of a request. */
const KEYS_MAX = 50_000;

/** Everything that is counted has a day and an affiliate: their sums are the total. */
const IS_WHOLE: readonly ClickReportCut[] = ["total", "day", "affiliate"];

/**
 * What was counted on some days, by the keys of `cut` and in all.
 * @throws ProblemError `report.unsupported_combination`
 */
export async function countDays(
  ctx: ServiceContext,
  scope: ReportScope,
  days: Days,
  cut: ClickReportCut,
): Promise<Counted & { readonly total: Counts }> {
  if (IS_WHOLE.includes(cut)) {
    const counts = await countsBy(ctx, scope, days, cut);
    return { days, counts, total: totalOf(counts) };
  }
  const [counts, all] = await Promise.all([
    countsBy(ctx, scope, days, cut),
    countsBy(ctx, scope, days, "total"),
  ]);
  const total = totalOf(all);
  return { days, counts: withUnknownClicks(counts, total), total };
}

/** Clicks that lack the fact that they are cut by are stored under no value: they are the rest of the total. */
function withUnknownClicks(counts: CountsByKey, total: Counts): CountsByKey {
  const known = totalOf(counts);
  const rest = {
    clicks: total.clicks - known.clicks,
    uniques: total.uniques - known.uniques,
    bots: total.bots - known.bots,
  };
  if (rest.clicks <= 0 && rest.bots <= 0) return counts;
  return new Map(counts).set(NONE, addCounts(counts.get(NONE) ?? NO_COUNTS, rest));
}

async function countsBy(
  { db }: ServiceContext,
  { metrics, ...scope }: ReportScope,
  days: Days,
  cut: ClickReportCut,
): Promise<CountsByKey> {
  const query = { ...scope, ...days, by: cut };
  const [clicks, conversions, earnedByClicks] = await Promise.all([
    needsClicks(metrics) ? selectClickReport(db, { ...query, limit: KEYS_MAX }) : [],
    needsConversions(metrics) ? selectConversionReport(db, query) : [],
    needsConversions(metrics) ? selectClickCommissions(db, query) : [],
  ]);
  if (clicks === null) throw unsupported();
  if (conversions === null) {
    throw unsupported({ detail: `Conversions do not know their ${cut}.` });
  }
  const sums = new Map<string, Counts>();
  for (const { key, ...counts } of [...clicks, ...conversions, ...earnedByClicks]) {
    const name = key === "" && cut !== "total" ? NONE : key;
    sums.set(name, addCounts(sums.get(name) ?? NO_COUNTS, counts));
  }
  return sums;
}
