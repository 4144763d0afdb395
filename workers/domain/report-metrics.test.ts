import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCounts,
  COUNTED,
  type Counts,
  METRICS,
  metricsOf,
  NO_COUNTS,
  needsClicks,
  needsConversions,
} from "./report-metrics.ts";

const counts = fc.record(
  Object.fromEntries(COUNTED.map((name) => [name, fc.integer({ min: 0, max: 1e9 })])),
) as unknown as fc.Arbitrary<Counts>;

describe("derived metrics", () => {
  it("divide what belongs together", () => {
    const some = {
      ...NO_COUNTS,
      clicks: 200,
      sales: 5,
      revenue: 25_000,
      commission: 5_000,
      refunds: 1,
    };
    expect(metricsOf(some)).toMatchObject({
      epc: 25,
      conversion_rate: 0.025,
      average_order: 5_000,
      refund_rate: 0.2,
    });
  });

  it("are nothing, and not zero or infinite, where there is nothing to divide by", () => {
    expect(metricsOf({ ...NO_COUNTS, commission: 5, refunds: 1, revenue: 3 })).toMatchObject({
      epc: null,
      conversion_rate: null,
      average_order: null,
      refund_rate: null,
    });
  });
});

describe("counts", () => {
  it("add up in any order", () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(addCounts(a, b)).toEqual(addCounts(b, a));
        expect(addCounts(a, {})).toEqual(a);
      }),
    );
  });
});

describe("where a metric is kept", () => {
  it.each([
    [["clicks"], true, false],
    [["revenue", "sales"], false, true],
    [["epc"], true, true],
    [["conversion_rate"], true, true],
    [["average_order"], false, true],
    [[...METRICS], true, true],
  ] as const)("%j: clicks %s, conversions %s", (metrics, clicks, conversions) => {
    expect([needsClicks(metrics), needsConversions(metrics)]).toEqual([clicks, conversions]);
  });
});
