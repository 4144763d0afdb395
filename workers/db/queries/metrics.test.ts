import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeSample } from "../../core/testing/sample.ts";
import type { MetricRead } from "../../domain/commission.ts";
import { TIER_METRICS } from "../../domain/reward.ts";
import { newId } from "../../lib/ids.ts";
import { openDb, WriteBatch } from "../batch.ts";
import { conversionDays } from "../schema/conversion-days.ts";
import { metricValue, selectMetrics } from "./metrics.ts";

const db = openDb(env.DB);

const read = (own: Partial<MetricRead>): MetricRead => ({
  key: JSON.stringify(own),
  affiliateId: "aff_1",
  metric: "sales",
  fromDay: null,
  toDay: null,
  ...own,
});

/** Three days of an affiliate: day n has n sales, 2n leads, n customers of those sales, 100n revenue. */
async function threeDays() {
  const { program } = await makeSample(db);
  const affiliateId = newId("aff");
  const common = { programId: program.id, mode: "live", affiliateId, eventName: "" } as const;
  const none = { newCustomers: 0, revenue: 0, commission: 0, refunds: 0 };
  const batch = new WriteBatch(db);
  batch.insert(
    conversionDays,
    [1, 2, 3].flatMap((n) => {
      const day = `2026-03-0${n}`;
      const sales = { conversions: n, earning: n, newCustomers: n, revenue: 100 * n };
      return [
        { ...common, ...none, ...sales, day, type: "sale" as const },
        { ...common, ...none, conversions: 2 * n, earning: 0, day, type: "lead" as const },
      ];
    }),
  );
  await batch.commit();
  return { scope: { programId: program.id, mode: "live" as const }, affiliateId };
}

describe("the metrics of tiers", () => {
  it("are sums of the affiliate's days within the period", async () => {
    const { scope, affiliateId } = await threeDays();
    const reads = [
      read({ affiliateId }),
      read({ affiliateId, metric: "leads", fromDay: "2026-03-02" }),
      read({ affiliateId, metric: "customers", toDay: "2026-03-02" }),
      read({ affiliateId, metric: "revenue", fromDay: "2026-03-02", toDay: "2026-03-02" }),
      read({ affiliateId: "aff_nobody" }),
    ];
    const values = await selectMetrics(db, scope, reads);
    expect(reads.map(({ key }) => values.get(key))).toEqual([6, 10, 3, 200, 0]);
  });

  it("are separate for tests", async () => {
    const { scope, affiliateId } = await threeDays();
    const one = read({ affiliateId });
    expect(await selectMetrics(db, { ...scope, mode: "test" }, [one])).toEqual(
      new Map([[one.key, 0]]),
    );
  });

  it("may be as many as rewards ask for: D1 takes few parts of a UNION and few parameters", async () => {
    const { scope, affiliateId } = await threeDays();
    const reads = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"].flatMap(
      (fromDay) => TIER_METRICS.map((metric) => read({ affiliateId, metric, fromDay })),
    );
    expect(await selectMetrics(db, scope, reads)).toHaveProperty("size", reads.length);
  });

  it("are asserted by the same expression as they are read by", async () => {
    const { scope, affiliateId } = await threeDays();
    const assert = async (expected: number) => {
      const batch = new WriteBatch(db);
      batch.assertUnchanged(metricValue(scope, read({ affiliateId })), expected);
      await batch.commit();
    };
    await assert(6);
    await expect(assert(5)).rejects.toThrow();
  });
});
