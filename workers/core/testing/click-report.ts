/** Reports of clicks alone in tests, by the road that the API takes. */

import type { ReportDimension } from "../../contract/reports.ts";
import type { Actor } from "../../domain/actor.ts";
import type { ClickReportFilter } from "../../domain/click-report.ts";
import { readReport } from "../services/reports/read.ts";
import { testContext } from "./context.ts";
import { person } from "./people.ts";

export type ClickReport = {
  readonly programId: string;
  readonly mode: "live" | "test";
  readonly fromDay: string;
  readonly toDay: string;
  readonly by: "total" | "day" | ReportDimension;
  readonly filter: ClickReportFilter;
  readonly limit: number;
};

const METRICS = ["clicks", "uniques", "bots"] as const;

/** Rows with the most clicks first (days in their order), the total under an empty key. */
export async function reportClicks(
  report: ClickReport,
  actor: Actor = person({ platformAdmin: true }),
) {
  const { by, filter } = report;
  const { data } = await readReport(testContext({ actor }), {
    program_id: report.programId,
    mode: report.mode,
    from: report.fromDay,
    to: report.toDay,
    metrics: [...METRICS],
    dimension: by === "total" || by === "day" ? undefined : by,
    interval: by === "day" ? "day" : undefined,
    affiliate_id: filter.affiliateId,
    group_id: filter.groupId,
    link_id: filter.linkId,
    limit: report.limit,
  });
  return data.map(({ key, metrics }) => ({
    key: key === "total" ? "" : key,
    clicks: metrics.clicks ?? 0,
    uniques: metrics.uniques ?? 0,
    bots: metrics.bots ?? 0,
  }));
}
