import { describe, expect, it } from "vitest";
import type { BaseReward, RewardCondition, RewardDefinition } from "./reward.ts";
import { BONUS_ON_SALES, PERCENT_OF_SALES, SECOND_LEVEL } from "./reward-examples.ts";
import { rewardInWords } from "./reward-in-words.ts";

const base = (changes: Partial<BaseReward>): RewardDefinition => ({
  ...PERCENT_OF_SALES,
  ...changes,
});
const words = (definition: RewardDefinition, currency = "EUR") =>
  rewardInWords(definition, currency);
const FLAT = { kind: "flat", amount: 500 } as const;
const MONTH = { kind: "calendar", unit: "month" } as const;

describe("a reward in words", () => {
  it.each<[string, RewardDefinition]>([
    ["20 % of each sale", PERCENT_OF_SALES],
    ["20 % of each sale for 12 months", base({ duration: { kind: "months", months: 12 } })],
    ["20 % of each sale for 1 month", base({ duration: { kind: "months", months: 1 } })],
    ["20 % of a customer's first sale", base({ duration: { kind: "one_time" } })],
    [
      "20 % of each of a customer's first 3 sales",
      base({ duration: { kind: "payments", payments: 3 } }),
    ],
    ["20 % of a customer's first sale", base({ duration: { kind: "payments", payments: 1 } })],
    ["€5.00 for each lead", base({ trigger: { type: "lead" }, amount: FLAT })],
    [
      "€5.00 for a customer's first lead, once the customer has bought",
      base({
        trigger: { type: "lead" },
        amount: FLAT,
        duration: { kind: "one_time" },
        requiresSale: true,
      }),
    ],
    [
      "€5.00 for each “trial”",
      base({ trigger: { type: "event", eventName: "trial" }, amount: FLAT }),
    ],
    [
      "€5.00 for each visitor's first click on a link in a day",
      base({ trigger: { type: "click" }, amount: FLAT }),
    ],
    ["€5.00 for each click", base({ trigger: { type: "click", repeats: true }, amount: FLAT })],
    ["€5.00 for each unit of each sale", base({ amount: { ...FLAT, per: "unit" } })],
    ["€5.00 for each sale, on top", BONUS_ON_SALES],
    ["10 % of the commissions of affiliates one has recruited, for 12 months each", SECOND_LEVEL],
    [
      "10 % of the sales of affiliates one has recruited",
      { ...SECOND_LEVEL, of: "base", months: null },
    ],
  ])("%s", (expected, definition) => {
    expect(words(definition)).toBe(expected);
  });

  it("tells the amounts of the program's currency", () => {
    expect(words(base({ amount: FLAT }), "JPY")).toBe("¥500 for each sale");
  });
});

describe("a reward that grows, in words", () => {
  it.each<[string, RewardDefinition]>([
    [
      "10 % of each sale, 15 % from 10 sales (counted per month)",
      base({
        amount: {
          kind: "tiered",
          metric: "sales",
          mode: "marginal",
          period: MONTH,
          unit: "percent",
          steps: [
            { from: 0, basisPoints: 1_000 },
            { from: 10, basisPoints: 1_500 },
          ],
        },
      }),
    ],
    [
      "€5.00 for each sale, €8.00 from €1,000.00 of revenue (counted per quarter, then for every sale of that quarter)",
      base({
        amount: {
          kind: "tiered",
          metric: "revenue",
          mode: "retroactive",
          period: { kind: "calendar", unit: "quarter" },
          unit: "flat",
          steps: [
            { from: 0, amount: 500 },
            { from: 100_000, amount: 800 },
          ],
        },
      }),
    ],
    [
      "10 % of each sale (counted over 30 days)",
      base({
        amount: {
          kind: "tiered",
          metric: "customers",
          mode: "marginal",
          period: { kind: "rolling", days: 30 },
          unit: "percent",
          steps: [{ from: 0, basisPoints: 1_000 }],
        },
      }),
    ],
    [
      "€100.00 for reaching 10 sales, €500.00 for reaching 50 sales (counted from the beginning)",
      {
        ...BONUS_ON_SALES,
        amount: {
          kind: "milestone",
          metric: "sales",
          period: { kind: "lifetime" },
          steps: [
            { at: 10, amount: 10_000 },
            { at: 50, amount: 50_000 },
          ],
        },
      },
    ],
  ])("%s", (expected, definition) => {
    expect(words(definition)).toBe(expected);
  });
});

describe("conditions and caps, in words", () => {
  it.each<[string, RewardCondition]>([
    ["only from AT, DE", { kind: "country", is: "in", countries: ["AT", "DE"] }],
    ["not from US", { kind: "country", is: "not_in", countries: ["US"] }],
    ["only on mobile", { kind: "device", is: "in", devices: ["mobile"] }],
    ["only by certain links", { kind: "link", is: "in", linkIds: ["link_1"] }],
    ["only for the products mug", { kind: "product", is: "in", products: ["mug"] }],
    ["not for the categories gifts", { kind: "category", is: "not_in", categories: ["gifts"] }],
    ["only of new customers", { kind: "customer", is: "new" }],
    ["only on renewals", { kind: "customer", is: "renewal" }],
    ["from the 2nd payment on", { kind: "payment", from: 2, to: null }],
    ["only for the 1st payment", { kind: "payment", from: 1, to: 1 }],
    ["only for the 3rd to the 11th payment", { kind: "payment", from: 3, to: 11 }],
    ["of €10.00 to €50.00", { kind: "amount", min: 1_000, max: 5_000 }],
    ["of €10.00 or more", { kind: "amount", min: 1_000, max: null }],
    ["of €50.00 or less", { kind: "amount", min: null, max: 5_000 }],
    ["of any amount", { kind: "amount", min: null, max: null }],
    ["only where plan is “pro”", { kind: "metadata", key: "plan", equals: "pro" }],
  ])("%s", (expected, condition) => {
    expect(words(base({ conditions: [condition] }))).toBe(`20 % of each sale, ${expected}`);
  });

  it("of caps name scope, measure and period", () => {
    const caps = [
      { scope: "affiliate", measure: "amount", period: MONTH, limit: 50_000 },
      { scope: "customer", measure: "count", period: { kind: "lifetime" }, limit: 3 },
    ] as const;
    expect(words(base({ caps }))).toBe(
      "20 % of each sale, at most €500.00 per affiliate per month, at most 3 commissions per customer in all",
    );
  });
});
