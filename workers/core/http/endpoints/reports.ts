/** `/api/v1/reports`: clicks, conversions and what follows from them, by day totals. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { reportCsv, reportQuerySchema, reportSchema } from "../../../contract/reports.ts";
import { readReport } from "../../services/reports/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const reportEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "getReport",
    tag: "Reports",
    summary: "Read metrics by a dimension or an interval, compared with an earlier time",
    description: `Days are those of the program's zone. Clicks are kept by day and link, and by day, affiliate
and one dimension: any other pair (a link's clicks by country) answers \`report.unsupported_combination\`.
Conversions are those credited to affiliates. \`uniques\` are daily unique visits: they add up.`,
    action: "report.read",
    method: "get",
    path: "/reports",
    query: reportQuerySchema,
    answer: reportSchema,
    csv: reportCsv,
    problems: ["program.not_found", "affiliate.not_found", "report.unsupported_combination"],
    example: {
      query: {
        program_id: EXAMPLE_IDS.program,
        affiliate_id: EXAMPLE_IDS.affiliate,
        from: "2026-11-01",
        to: "2026-11-30",
        metrics: "clicks,sales,revenue,commission,epc",
        interval: "day",
        compare: "previous",
      },
    },
    run: (ctx, { query }) => readReport(ctx, query),
  }),
];
