import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MilestoneAmount, TieredAmount } from "./reward.ts";
import {
  marginalParts,
  metricRead,
  milestonesReached,
  retroactiveCatchUp,
  stepAt,
  tieredAmount,
} from "./reward-tiers.ts";

const month = { kind: "calendar", unit: "month" } as const;
const steps = [
  { from: 0, basisPoints: 1_000 },
  { from: 100_000, basisPoints: 1_500 },
  { from: 500_000, basisPoints: 2_000 },
];
const byRevenue: TieredAmount = {
  kind: "tiered",
  metric: "revenue",
  mode: "marginal",
  period: month,
  unit: "percent",
  steps,
};
const bySales: TieredAmount = {
  kind: "tiered",
  metric: "sales",
  mode: "marginal",
  period: month,
  unit: "flat",
  steps: [
    { from: 0, amount: 1_000 },
    { from: 10, amount: 1_500 },
  ],
};

function earned(tiers: TieredAmount, before: number, base: number | null = 20_000) {
  return tieredAmount(tiers, { base, before, currency: "EUR", day: "2026-11-24" });
}

describe("the value a tier looks at", () => {
  it("is the affiliate's, in the period of the event", () => {
    expect(metricRead(byRevenue, "aff_1", "2026-11-24")).toEqual({
      key: "metric:aff_1:revenue:2026-11",
      affiliateId: "aff_1",
      metric: "revenue",
      fromDay: "2026-11-01",
      toDay: "2026-11-30",
    });
  });

  it("may be of the last days, or of all time", () => {
    const rolling = metricRead(
      { metric: "leads", period: { kind: "rolling", days: 7 } },
      "a",
      "2026-03-03",
    );
    expect(rolling).toMatchObject({ fromDay: "2026-02-25", toDay: "2026-03-03" });
    const ever = metricRead(
      { metric: "customers", period: { kind: "lifetime" } },
      "a",
      "2026-03-03",
    );
    expect(ever).toMatchObject({ key: "metric:a:customers:lifetime", fromDay: null, toDay: null });
  });
});

describe("marginal tiers by revenue: 10 %, from €1,000 15 %, from €5,000 20 %", () => {
  it.each([
    ["the first sale", 0, 20_000, 2_000],
    ["up to the step", 80_000, 20_000, 2_000],
    ["across the step: half at 10 %, half at 15 %", 90_000, 20_000, 2_500],
    ["from the step on", 100_000, 20_000, 3_000],
    ["across two steps at once", 50_000, 500_000, 5_000 + 60_000 + 10_000],
    ["above all", 900_000, 20_000, 4_000],
    ["a metric below nothing counts as nothing", -5, 20_000, 2_000],
  ])("%s", (_, before, base, expected) => {
    expect(earned(byRevenue, before, base)?.amount).toBe(expected);
  });

  it("explains the split", () => {
    expect(earned(byRevenue, 90_000)?.steps).toEqual([
      {
        code: "tier.reached",
        metric: "revenue",
        value: 90_000,
        from: 0,
        currency: "EUR",
        period: "2026-11",
      },
      {
        code: "tier.part",
        from: 0,
        basisPoints: 1_000,
        of: 10_000,
        amount: 1_000,
        currency: "EUR",
      },
      {
        code: "tier.part",
        from: 100_000,
        basisPoints: 1_500,
        of: 10_000,
        amount: 1_500,
        currency: "EUR",
      },
    ]);
  });

  it("pays a period the same however its sales are cut", () => {
    const rates = fc.integer({ min: 0, max: 10_000 });
    const limits = fc.uniqueArray(fc.integer({ min: 1, max: 50_000 }), { maxLength: 4 });
    const sales = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 15 });
    fc.assert(
      fc.property(
        limits,
        fc.array(rates, { minLength: 5, maxLength: 5 }),
        sales,
        (from, of, cut) => {
          const tiers = [0, ...from].map((start, index) => ({
            from: start,
            basisPoints: of[index] ?? 0,
          }));
          const sum = (before: number, base: number) =>
            marginalParts(tiers, before, base).reduce((total, part) => total + part.amount, 0);
          let before = 0;
          let paid = 0;
          for (const sale of cut) {
            const amount = sum(before, sale);
            expect(amount >= 0 && amount <= sale).toBe(true);
            paid += amount;
            before += sale;
          }
          expect(paid).toBe(sum(0, before));
          const parts = marginalParts(tiers, 0, before);
          expect(parts.reduce((total, part) => total + part.of, 0)).toBe(before);
        },
      ),
    );
  });
});

describe("tiers by count", () => {
  it.each([
    ["the first ten earn €10", 0, 1_000],
    ["the tenth too", 9, 1_000],
    ["what comes after ten earns €15", 10, 1_500],
  ])("%s", (_, before, expected) => {
    expect(earned(bySales, before)?.amount).toBe(expected);
    expect(earned(bySales, before, null)?.amount).toBe(expected);
  });

  it("take a percentage of the whole sale", () => {
    const percent: TieredAmount = {
      ...byRevenue,
      metric: "sales",
      steps: [
        { from: 0, basisPoints: 1_000 },
        { from: 10, basisPoints: 2_000 },
      ],
    };
    expect(earned(percent, 9)?.amount).toBe(2_000);
    expect(earned(percent, 10)?.amount).toBe(4_000);
  });

  it("earn no percentage where no amount is known", () => {
    expect(earned(byRevenue, 0, null)).toBeNull();
  });

  it("do not depend on the order of the steps", () => {
    expect(stepAt([...steps].reverse(), 100_000).basisPoints).toBe(1_500);
    expect(() => stepAt([], 0)).toThrow(RangeError);
  });
});

describe("retroactive tiers", () => {
  const retroactive: TieredAmount = {
    kind: "tiered",
    metric: "revenue",
    mode: "retroactive",
    period: month,
    unit: "percent",
    steps,
  };
  const november = { currency: "EUR", period: "2026-11", conversions: 12 };

  it("pay each sale at the step reached before it, never split", () => {
    expect(earned(retroactive, 90_000)?.amount).toBe(2_000);
    expect(earned(retroactive, 100_000)?.amount).toBe(3_000);
  });

  it.each([
    ["the step is reached: all at 15 %", 120_000, 120_000, 13_000, 5_000],
    ["no step was reached", 90_000, 90_000, 9_000, 0],
    ["refunds brought it below the step again: nothing is taken back", 90_000, 90_000, 11_000, 0],
    ["the catch-up was booked already", 120_000, 120_000, 18_000, 0],
    ["the reward was for some of the sales only", 120_000, 50_000, 5_000, 2_500],
  ])("%s", (_, value, base, booked, expected) => {
    expect(retroactiveCatchUp(retroactive, { ...november, value, base, booked }).amount).toBe(
      expected,
    );
  });

  it("catch up flat amounts by the number of conversions", () => {
    const flat: TieredAmount = {
      kind: "tiered",
      metric: "sales",
      mode: "retroactive",
      period: month,
      unit: "flat",
      steps: [
        { from: 0, amount: 1_000 },
        { from: 10, amount: 1_500 },
      ],
    };
    const result = retroactiveCatchUp(flat, { ...november, value: 12, base: 0, booked: 13_000 });
    expect(result.amount).toBe(5_000);
    expect(result.steps).toEqual([
      {
        code: "tier.catch_up",
        metric: "sales",
        value: 12,
        due: 18_000,
        booked: 13_000,
        amount: 5_000,
        currency: "EUR",
        period: "2026-11",
      },
    ]);
  });

  it("leave marginal tiers alone", () => {
    const period = { ...november, value: 900_000, base: 900_000, booked: 0 };
    expect(retroactiveCatchUp(byRevenue, period)).toEqual({ amount: 0, steps: [] });
  });

  it("pay in the end what the last step says of everything, or what was booked if that is more", () => {
    const sales = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(sales, (cut) => {
        let value = 0;
        let booked = 0;
        for (const sale of cut) {
          booked += earned(retroactive, value, sale)?.amount ?? 0;
          value += sale;
        }
        const period = { ...november, value, base: value, booked };
        const { amount } = retroactiveCatchUp(retroactive, period);
        const due = earned(retroactive, value, value)?.amount ?? 0;
        expect(booked + amount).toBe(Math.max(due, booked));
        expect(retroactiveCatchUp(retroactive, { ...period, booked: booked + amount }).amount).toBe(
          0,
        );
      }),
    );
  });
});

describe("milestones", () => {
  const milestone: MilestoneAmount = {
    kind: "milestone",
    metric: "sales",
    period: month,
    steps: [
      { at: 1, amount: 500 },
      { at: 10, amount: 10_000 },
    ],
  };
  it.each([
    ["the first sale", 0, 1, [500]],
    ["the tenth", 9, 1, [10_000]],
    ["the eleventh", 10, 1, []],
    ["two at once", 0, 10, [500, 10_000]],
    ["what is no sale", 9, 0, []],
  ])("%s", (_, before, by, expected) => {
    expect(milestonesReached(milestone, before, by).map(({ amount }) => amount)).toEqual(expected);
  });
});
