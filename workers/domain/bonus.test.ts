import { describe, expect, it } from "vitest";
import { bonusBase, metricIncrease, milestoneBonus } from "./bonus.ts";
import type { MilestoneAmount, TierMetric } from "./reward.ts";
import { createTally } from "./reward-caps.ts";
import { BONUS_ON_SALES, question, SALE } from "./reward-examples.ts";

describe("what a bonus is computed on", () => {
  const items = [
    { key: "a", product: "shirt", category: null, quantity: 1, amount: 3_000 },
    { key: "b", product: "mug", category: null, quantity: 1, amount: 2_000 },
    { key: "c", product: "shirt", category: null, quantity: 1, amount: 0 },
  ];
  const onShirts = {
    ...BONUS_ON_SALES,
    conditions: [{ kind: "product", is: "in", products: ["shirt"] }],
  } as const;

  it.each([
    ["the whole conversion", BONUS_ON_SALES, items, 5_000],
    ["the items that it is for", onShirts, items, 3_000],
    ["nothing where it is for none of them", onShirts, items.slice(1), null],
    ["nothing where no items are known", onShirts, [], null],
  ])("%s", (_, bonus, of, expected) => {
    expect(bonusBase(bonus, 5_000, of)?.base ?? null).toBe(expected);
  });
});

describe("how much a conversion lifts a metric", () => {
  const first = { customerId: "cus_1", firstSaleDay: null, earlier: 0 };
  const later = { customerId: "cus_1", firstSaleDay: "2026-01-01", earlier: 3 };
  it.each<[TierMetric, string, object, object | null, number]>([
    ["sales", "a sale", {}, first, 1],
    ["sales", "a renewal", {}, later, 1],
    ["sales", "a lead", { type: "lead" }, first, 0],
    ["sales", "a sale of nothing", { base: 0 }, first, 0],
    ["leads", "a lead", { type: "lead", base: null }, first, 1],
    ["leads", "a sale", {}, first, 0],
    ["customers", "a first sale", {}, first, 1],
    ["customers", "a renewal", {}, later, 0],
    ["customers", "a sale to somebody unknown, whom no total counts", {}, null, 0],
    ["revenue", "a sale", {}, first, 5_000],
    ["revenue", "a custom event", { type: "event", eventName: "call" }, first, 0],
  ])("%s by %s", (metric, _, changes, customer, expected) => {
    const asked = { ...question(), conversion: { ...SALE, ...changes }, customer };
    expect(metricIncrease(metric, asked as ReturnType<typeof question>)).toBe(expected);
  });
});

describe("a milestone", () => {
  const milestone: MilestoneAmount = {
    kind: "milestone",
    metric: "sales",
    period: { kind: "calendar", unit: "month" },
    steps: [{ at: 10, amount: 10_000 }],
  };
  const asked = {
    base: 5_000,
    units: 1,
    currency: "EUR",
    day: "2026-11-24",
    rewardId: "rwd_1",
    affiliateId: "aff_1",
    increase: 1,
  };
  const key = "milestone:rwd_1:aff_1:2026-11:10";

  it("pays when it is reached, and remembers", () => {
    const tally = createTally({});
    expect(milestoneBonus(milestone, { ...asked, before: 9 }, tally)).toEqual({
      amount: 10_000,
      steps: [
        {
          code: "milestone.reached",
          metric: "sales",
          at: 10,
          amount: 10_000,
          currency: "EUR",
          period: "2026-11",
        },
      ],
    });
    expect(tally.changes()).toEqual([{ key, read: 0, add: 1 }]);
  });

  it("does not pay again when a refund lets it be reached a second time", () => {
    const tally = createTally({ [key]: 1 });
    expect(milestoneBonus(milestone, { ...asked, before: 9 }, tally).amount).toBe(0);
    expect(tally.changes()).toEqual([]);
  });

  it("pays in the next period again", () => {
    const tally = createTally({ [key]: 1 });
    const december = { ...asked, before: 9, day: "2026-12-01" };
    expect(milestoneBonus(milestone, december, tally).amount).toBe(10_000);
  });
});
