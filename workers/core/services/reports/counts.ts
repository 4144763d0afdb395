/** Counts of clicks and conversions under the same keys. */
import { problem } from "../../../contract/problem.ts";
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

const unsupported = problem("report.unsupported_combination");

export type ReportScope = {
  readonly programId: string;
  readonly mode: Mode;
  readonly metrics: readonly Metric[];
  readonly filter: ClickReportFilter;
};
export type CountsByKey = ReadonlyMap<string, Counts>;

/** What a click or a conversion does not know. */
export const NONE = "(none)";
/** More keys than any program has of what a report is cut by; a bound for the memory of a request. */
const KEYS_MAX = 50_000;

/** Sums by the keys of `cut`. @throws ProblemError `report.unsupported_combination` */
export async function countsBy(
  ctx: ServiceContext,
  { metrics, ...scope }: ReportScope,
  days: Days,
  cut: ClickReportCut,
): Promise<CountsByKey> {
  const query = { ...scope, ...days, by: cut };
  const [clicks, conversions] = await Promise.all([
    needsClicks(metrics) ? clickCounts(ctx, query) : [],
    needsConversions(metrics) ? selectConversionReport(ctx.db, query) : [],
  ]);
  if (clicks === null) throw unsupported();
  if (conversions === null) {
    throw unsupported({ detail: `Conversions do not know their ${cut}.` });
  }
  const sums = new Map<string, Counts>();
  for (const { key, ...counts } of [...clicks, ...conversions]) {
    const name = key === "" && cut !== "total" ? NONE : key;
    sums.set(name, addCounts(sums.get(name) ?? NO_COUNTS, counts));
  }
  return sums;
}

type ClickQuery = Omit<Parameters<typeof selectClickReport>[1], "limit">;
const IS_WHOLE: readonly ClickReportCut[] = ["total", "day", "affiliate", "link"];

/** Clicks that lack the fact that they are cut by are stored under no value: they are the rest of the total. */
async function clickCounts({ db }: ServiceContext, query: ClickQuery) {
  const rows = await selectClickReport(db, { ...query, limit: KEYS_MAX });
  if (rows === null || IS_WHOLE.includes(query.by)) return rows;
  const [total] = (await selectClickReport(db, { ...query, by: "total", limit: 1 })) ?? [];
  if (total === undefined) return rows;
  const rest = rows.reduce(
    (left, row) => ({
      key: "",
      clicks: left.clicks - row.clicks,
      uniques: left.uniques - row.uniques,
      bots: left.bots - row.bots,
    }),
    { ...total, key: "" },
  );
  return rest.clicks > 0 || rest.bots > 0 ? [...rows, rest] : rows;
}
