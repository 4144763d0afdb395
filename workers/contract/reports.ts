/** The query and answer of `/api/v1/reports`: metrics by one dimension, over days in the program's zone. */
import * as z from "zod";
import { CLICK_DIMENSIONS } from "../domain/click-facts.ts";
import { METRICS, type Metric } from "../domain/report-metrics.ts";
import { INTERVALS, lengthOf } from "../domain/report-range.ts";
import { currency, day, idOf, mode } from "./fields.ts";
import { pageQuery } from "./page.ts";

export const REPORT_DAYS_MAX = 400;
export const REPORT_DIMENSIONS = ["affiliate", "link", ...CLICK_DIMENSIONS] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

const metricList = z
  .string()
  .max(300)
  .default("clicks,sales,revenue,commission")
  .transform((text) => [...new Set(text.split(",").map((name) => name.trim()))])
  .pipe(z.array(z.enum(METRICS)).min(1))
  .describe(`Comma-separated, of: ${METRICS.join(", ")}.`);

const SORT = /^-?[a-z_]{1,30}$/;

export const reportQuerySchema = z
  .strictObject({
    program_id: idOf("prog"),
    mode: mode.optional().describe("A key's own; live for people unless it says so."),
    from: day.describe("First day, in the program's zone."),
    to: day.describe(`Last day, inclusive; at most ${REPORT_DAYS_MAX} days.`),
    metrics: metricList,
    dimension: z.enum(REPORT_DIMENSIONS).optional().describe("A row for each value of it."),
    interval: z.enum(INTERVALS).optional().describe("A row for each, also where nothing happened."),
    compare: z
      .enum(["previous", "year"])
      .optional()
      .describe("With as many days right before, or the same days a year earlier."),
    affiliate_id: idOf("aff").optional(),
    group_id: idOf("grp").optional().describe("Affiliates who are in the group now."),
    link_id: idOf("link").optional(),
    sort: z
      .string()
      .regex(SORT)
      .optional()
      .describe(
        "One of `metrics`; with `-` before it the highest first. By default the first metric.",
      ),
    ...pageQuery,
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, message: string) =>
      issues.push({ code: "custom", path: [path], message, input: value });
    if (value.from > value.to) refuse("to", "Must not be before `from`.");
    else if (lengthOf({ fromDay: value.from, toDay: value.to }) > REPORT_DAYS_MAX) {
      refuse("to", `At most ${REPORT_DAYS_MAX} days.`);
    }
    const sorted = value.sort?.replace("-", "");
    if (sorted !== undefined && !value.metrics.some((name) => name === sorted)) {
      refuse("sort", "Must be one of `metrics`.");
    }
  });
export type ReportQuery = z.output<typeof reportQuerySchema>;

const metricValues = z
  .object(Object.fromEntries(METRICS.map((name) => [name, z.number().nullable().optional()])))
  .describe("Only the metrics that were asked for; null where there is nothing to divide by.");
export type MetricValues = Partial<Record<Metric, number | null>>;

export const reportRowSchema = z
  .object({
    key: z.string().describe("The interval's first day, an id or a value; `total` without either."),
    name: z.string().nullable().describe("Of an affiliate or a link, for people."),
    metrics: metricValues,
    previous: metricValues.nullable().describe("Of the days it is compared with."),
  })
  .meta({ id: "ReportRow" });
export type ReportRow = {
  readonly key: string;
  readonly name: string | null;
  readonly metrics: MetricValues;
  readonly previous: MetricValues | null;
};

const days = z.object({ from: day, to: day });

export const reportSchema = z.object({
  program_id: idOf("prog"),
  mode,
  currency: currency.describe("Of revenue, commission, epc and average_order; in minor units."),
  time_zone: z.string(),
  ...days.shape,
  compared_with: days.nullable(),
  totals: reportRowSchema,
  data: z.array(reportRowSchema),
  next_cursor: z.string().nullable(),
});
export type Report = {
  readonly program_id: string;
  readonly mode: "live" | "test";
  readonly currency: string;
  readonly time_zone: string;
  readonly from: string;
  readonly to: string;
  readonly compared_with: { readonly from: string; readonly to: string } | null;
  readonly totals: ReportRow;
  readonly data: ReportRow[];
  readonly next_cursor: string | null;
};

/** A report as CSV: key, name, each metric, and each as it was in the days it is compared with. */
export const reportCsv = {
  columns: (query: unknown): readonly string[] => {
    const { metrics, compare } = query as ReportQuery;
    const previous = compare === undefined ? [] : metrics.map((name) => `previous_${name}`);
    return ["key", "name", ...metrics, ...previous];
  },
  cells: (item: unknown): Readonly<Record<string, unknown>> => {
    const { key, name, metrics, previous } = item as ReportRow;
    const before = Object.entries(previous ?? {}).map(([metric, value]) => [
      `previous_${metric}`,
      value,
    ]);
    return { key, name, ...metrics, ...Object.fromEntries(before) };
  },
};
