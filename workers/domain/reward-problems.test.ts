import { describe, expect, it } from "vitest";
import { AMOUNT_MAX } from "./currency.ts";
import type { RewardDefinition } from "./reward.ts";
import { BONUS_ON_SALES, PERCENT_OF_SALES, SECOND_LEVEL } from "./reward-examples.ts";
import { rewardProblems } from "./reward-problems.ts";

const month = { kind: "calendar", unit: "month" } as const;
const onClicks = {
  ...PERCENT_OF_SALES,
  trigger: { type: "click" },
  amount: { kind: "flat", amount: 10 },
} as const;
const onLeads = {
  ...PERCENT_OF_SALES,
  trigger: { type: "lead" },
  amount: { kind: "flat", amount: 500 },
  requiresSale: true,
} as const;

function tiered(starts: number[]): RewardDefinition {
  const steps = starts.map((from) => ({ from, basisPoints: 1_000 }));
  return {
    ...PERCENT_OF_SALES,
    amount: {
      kind: "tiered",
      metric: "revenue",
      mode: "marginal",
      period: month,
      unit: "percent",
      steps,
    },
  };
}

describe("rewards that make sense", () => {
  it.each<[string, RewardDefinition]>([
    ["a percentage of sales", PERCENT_OF_SALES],
    ["a bonus", BONUS_ON_SALES],
    ["a second level", SECOND_LEVEL],
    ["an amount per click", onClicks],
    ["a lead that waits for its sale", onLeads],
    ["rising tiers", tiered([0, 100, 200])],
    ["100 %", { ...PERCENT_OF_SALES, amount: { kind: "percent", basisPoints: 10_000 } }],
  ])("%s", (_, definition) => {
    expect(rewardProblems(definition)).toEqual([]);
  });
});

describe("rewards that do not", () => {
  it.each<[string, RewardDefinition, string]>([
    [
      "more than the whole",
      { ...PERCENT_OF_SALES, amount: { kind: "percent", basisPoints: 10_001 } },
      "amount.basisPoints",
    ],
    [
      "a fraction of a basis point",
      { ...PERCENT_OF_SALES, amount: { kind: "percent", basisPoints: 0.5 } },
      "amount.basisPoints",
    ],
    [
      "a negative amount",
      { ...PERCENT_OF_SALES, amount: { kind: "flat", amount: -1 } },
      "amount.amount",
    ],
    [
      "an amount beyond the limit",
      { ...PERCENT_OF_SALES, amount: { kind: "flat", amount: AMOUNT_MAX + 1 } },
      "amount.amount",
    ],
    ["tiers without a step", tiered([]), "amount.steps"],
    ["tiers that do not start at 0", tiered([10, 20]), "amount.steps"],
    ["tiers that fall", tiered([0, 20, 10]), "amount.steps"],
    ["tiers that stand still", tiered([0, 20, 20]), "amount.steps"],
    [
      "a milestone without steps",
      {
        ...BONUS_ON_SALES,
        amount: { kind: "milestone", metric: "sales", period: month, steps: [] },
      },
      "amount.steps",
    ],
    [
      "a second level of more than the whole",
      { ...SECOND_LEVEL, basisPoints: 20_000 },
      "basisPoints",
    ],
    [
      "a negative cap",
      {
        ...PERCENT_OF_SALES,
        caps: [{ scope: "reward", measure: "count", period: month, limit: -1 }],
      },
      "caps.0.limit",
    ],
    [
      "a percentage of a click",
      { ...onClicks, amount: { kind: "percent", basisPoints: 100 } },
      "amount",
    ],
    [
      "a click of a product",
      { ...onClicks, conditions: [{ kind: "product", is: "in", products: ["a"] }] },
      "conditions.0",
    ],
    [
      "a click's customer",
      {
        ...onClicks,
        caps: [{ scope: "customer", measure: "count", period: month, limit: 1 }],
      },
      "caps",
    ],
    [
      "the device of a sale, which is not known in time",
      { ...PERCENT_OF_SALES, conditions: [{ kind: "device", is: "in", devices: ["mobile"] }] },
      "conditions.0",
    ],
    ["a sale that waits for a sale", { ...PERCENT_OF_SALES, requiresSale: true }, "requiresSale"],
  ])("%s", (_, definition, path) => {
    expect(rewardProblems(definition).map((problem) => problem.path)).toContain(path);
  });
});
