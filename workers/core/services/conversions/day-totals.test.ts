import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCommission, testConversion } from "../../testing/run.ts";
import { addDayTotal, type DayTotal, noChanges } from "./changes.ts";
import { dayTotalsOf } from "./day-totals.ts";
import type { CommissionRow, ConversionRow } from "./world.ts";

const NOTHING = {
  conversions: 0,
  earning: 0,
  newCustomers: 0,
  revenue: 0,
  commission: 0,
  refunds: 0,
};

describe("what a conversion adds to its day", () => {
  it.each<[string, Partial<ConversionRow>, Partial<DayTotal>]>([
    [
      "a credited sale",
      { affiliateId: "aff_1" },
      { affiliateId: "aff_1", conversions: 1, earning: 1, revenue: 5_000 },
    ],
    ["a sale of nobody", {}, { affiliateId: "", conversions: 1, earning: 1, revenue: 5_000 }],
    ["a customer's first sale", { isFirstSale: true }, { newCustomers: 1 }],
    ["a sale of nothing", { baseInProgram: 0 }, { conversions: 1, earning: 0, revenue: 0 }],
    [
      "a sale whose rate is missing",
      { baseInProgram: null },
      { conversions: 1, earning: 0, revenue: 0 },
    ],
    ["a lead", { type: "lead", baseInProgram: null }, { type: "lead", conversions: 1, earning: 0 }],
    ["a named event", { type: "event", eventName: "trial" }, { type: "event", eventName: "trial" }],
    ["a test", { mode: "test" }, { mode: "test" }],
  ])("%s", (_, row, total) => {
    const conversion = testConversion(row);
    const { programId, day } = conversion;
    expect(dayTotalsOf(conversion, [])).toMatchObject([
      { programId, day, commission: 0, refunds: 0, ...total },
    ]);
  });

  it("is one sum for whom it is credited to, and for a recruiter the commission alone", () => {
    const totals = dayTotalsOf(testConversion({ affiliateId: "aff_1" }), [
      testCommission({ amount: 1_000 }),
      testCommission({ amount: 300, kind: "bonus" }),
      testCommission({ affiliateId: "aff_2", amount: 100, level: 2 }),
    ]);
    expect(totals).toMatchObject([
      { affiliateId: "aff_1", conversions: 1, revenue: 5_000, commission: 1_300 },
      { ...NOTHING, affiliateId: "aff_2", commission: 100 },
    ]);
  });

  it("counts a commission less what was reversed of it", () => {
    const commissions = [testCommission({ amount: 1_000, reversed: 400 })];
    expect(dayTotalsOf(testConversion({ affiliateId: "aff_1" }), commissions)).toMatchObject([
      { commission: 600 },
    ]);
  });
});

const money = fc.integer({ min: 0, max: 10_000_000_000 });
const affiliate = fc.constantFrom("aff_1", "aff_2", "aff_3");
const conversion: fc.Arbitrary<ConversionRow> = fc
  .record({
    affiliateId: fc.option(affiliate),
    day: fc.constantFrom("2026-03-01", "2026-03-02"),
    type: fc.constantFrom("sale", "lead", "event"),
    mode: fc.constantFrom("live", "test"),
    isFirstSale: fc.boolean(),
    baseInProgram: fc.option(money),
  })
  .map((own) => testConversion({ ...own, eventName: own.type === "event" ? "trial" : "" }));
const commission: fc.Arbitrary<CommissionRow> = fc
  .record({ affiliateId: affiliate, amount: money, part: fc.nat(100) })
  .map(({ affiliateId, amount, part }) =>
    testCommission({ affiliateId, amount, reversed: Math.floor((amount * part) / 100) }),
  );
const decided = fc.array(fc.tuple(conversion, fc.array(commission, { maxLength: 4 })), {
  maxLength: 8,
});

describe("day totals of any conversions", () => {
  it("are the sums of what was counted and earned, whoever earned it", () => {
    fc.assert(
      fc.property(decided, (list) => {
        const changes = noChanges();
        for (const [row, earned] of list) {
          for (const part of dayTotalsOf(row, earned)) addDayTotal(changes, part);
        }
        const totals = [...changes.dayTotals.values()];
        const sum = (of: (total: DayTotal) => number) =>
          totals.reduce((all, one) => all + of(one), 0);
        expect(sum(({ conversions }) => conversions)).toBe(list.length);
        expect(sum(({ revenue }) => revenue)).toBe(
          list.reduce((all, [{ baseInProgram }]) => all + (baseInProgram ?? 0), 0),
        );
        expect(sum(({ commission: earned }) => earned)).toBe(
          list
            .flatMap(([, earned]) => earned)
            .reduce((all, { amount, reversed }) => all + amount - reversed, 0),
        );
      }),
    );
  });

  it("come to nothing when all is taken off again, in any order", () => {
    fc.assert(
      fc.property(decided, fc.func(fc.integer()), (list, order) => {
        const changes = noChanges();
        for (const [row, earned] of list) {
          for (const part of dayTotalsOf(row, earned)) addDayTotal(changes, part);
        }
        const shuffled = [...list].sort((one, other) => order(one[0].id) - order(other[0].id));
        for (const [row, earned] of shuffled) {
          for (const part of dayTotalsOf(row, earned)) addDayTotal(changes, part, -1);
        }
        for (const total of changes.dayTotals.values()) expect(total).toMatchObject(NOTHING);
      }),
    );
  });
});
