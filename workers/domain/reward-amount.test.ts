import { describe, expect, it } from "vitest";
import type { RewardAmount } from "./reward.ts";
import { rewardAmount, simpleAmount } from "./reward-amount.ts";

const sale = { base: 5_000, units: 3, currency: "EUR", day: "2026-11-24", before: 0 };

describe("what a reward pays before caps", () => {
  const tiers: RewardAmount = {
    kind: "tiered",
    metric: "sales",
    mode: "marginal",
    period: { kind: "lifetime" },
    unit: "percent",
    steps: [
      { from: 0, basisPoints: 1_000 },
      { from: 5, basisPoints: 3_000 },
    ],
  };
  it.each<[string, RewardAmount, object, number | null]>([
    ["20 % of €50.00", { kind: "percent", basisPoints: 2_000 }, {}, 1_000],
    ["0 %", { kind: "percent", basisPoints: 0 }, {}, 0],
    [
      "a percentage of nothing known",
      { kind: "percent", basisPoints: 2_000 },
      { base: null },
      null,
    ],
    ["a flat amount", { kind: "flat", amount: 700 }, {}, 700],
    ["a flat amount without a base", { kind: "flat", amount: 700 }, { base: null }, 700],
    ["the same, said in full", { kind: "flat", amount: 700, per: "conversion" }, {}, 700],
    ["an amount for each of three units", { kind: "flat", amount: 700, per: "unit" }, {}, 2_100],
    ["the lowest tier", tiers, {}, 500],
    ["a higher tier", tiers, { before: 5 }, 1_500],
  ])("%s", (_, amount, changes, expected) => {
    expect(rewardAmount(amount, { ...sale, ...changes })?.amount ?? null).toBe(expected);
  });

  it("shows each and how many", () => {
    expect(simpleAmount({ kind: "flat", amount: 700, per: "unit" }, sale)?.steps).toEqual([
      { code: "amount.flat", each: 700, units: 3, amount: 2_100, currency: "EUR" },
    ]);
  });

  it.each([2.5, 2 ** 53])("refuses %d units", (units) => {
    expect(() =>
      simpleAmount({ kind: "flat", amount: 700, per: "unit" }, { ...sale, units }),
    ).toThrow(RangeError);
  });
});
