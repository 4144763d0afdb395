/** What a report counts, and what follows from the counts. */

/** Counted: sums of stored totals. */
export const COUNTED = [
  "clicks",
  "uniques",
  "bots",
  "leads",
  "sales",
  "events",
  "new_customers",
  "revenue",
  "commission",
  "refunds",
] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

/** Derived from counts: `null` where there is nothing to divide by. */
export const DERIVED = ["epc", "conversion_rate", "average_order", "refund_rate"] as const;
export const METRICS = [...COUNTED, ...DERIVED] as const;
export type Metric = (typeof METRICS)[number];
export type Metrics = Readonly<Record<Metric, number | null>>;

/** Kept with clicks, or with conversions. */
export const isOfClicks = (metric: Metric): boolean =>
  metric === "clicks" || metric === "uniques" || metric === "bots";
const NEEDS_BOTH: readonly Metric[] = ["epc", "conversion_rate"];
export const needsClicks = (metrics: readonly Metric[]): boolean =>
  metrics.some((metric) => isOfClicks(metric) || NEEDS_BOTH.includes(metric));
export const needsConversions = (metrics: readonly Metric[]): boolean =>
  metrics.some((metric) => !isOfClicks(metric));

export const NO_COUNTS: Counts = Object.freeze(
  Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<Counted, number>,
);

export function addCounts(a: Counts, b: Partial<Counts>): Counts {
  return Object.fromEntries(COUNTED.map((name) => [name, a[name] + (b[name] ?? 0)])) as Record<
    Counted,
    number
  >;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * All metrics of some counts. `epc`: commission per click, in minor units with a fraction;
 * `conversion_rate`: sales per click; `average_order`: revenue per sale, minor units with a fraction;
 * `refund_rate`: refunds per sale. They are ratios for reading, never money to be paid.
 */
export const metricsOf = (counts: Counts): Metrics => ({
  ...counts,
  epc: ratio(counts.commission, counts.clicks),
  conversion_rate: ratio(counts.sales, counts.clicks),
  average_order: ratio(counts.revenue, counts.sales),
  refund_rate: ratio(counts.refunds, counts.sales),
});
