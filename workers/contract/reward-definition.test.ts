import { describe, expect, it } from "vitest";
import type { RewardDefinition } from "../domain/reward.ts";
import { BONUS_ON_SALES, PERCENT_OF_SALES, SECOND_LEVEL } from "../domain/reward-examples.ts";
import { definitionAnswer, definitionOf, rewardDefinitionSchema } from "./reward-definition.ts";

const MONTH = { kind: "calendar", unit: "month" } as const;
const LINK = "link_01kb0xw4y3fm8v9sa7s6k0f1q2";
const STEPS = [
  { from: 0, basisPoints: 1_000 },
  { from: 10, basisPoints: 2_000 },
];
const FLAT_STEPS = [{ from: 0, amount: 100 }];
const FLAT = { kind: "flat", amount: 500, per: "conversion" } as const;
const tiers = { kind: "tiered", metric: "sales" } as const;

const DEFINITIONS: readonly RewardDefinition[] = [
  PERCENT_OF_SALES,
  { ...BONUS_ON_SALES, amount: FLAT },
  SECOND_LEVEL,
  { ...SECOND_LEVEL, of: "base", months: null },
  { ...PERCENT_OF_SALES, amount: { ...FLAT, per: "unit" }, duration: { kind: "one_time" } },
  { ...PERCENT_OF_SALES, trigger: { type: "lead" }, amount: FLAT, requiresSale: true },
  { ...PERCENT_OF_SALES, trigger: { type: "click", repeats: true }, amount: FLAT },
  { ...PERCENT_OF_SALES, trigger: { type: "event", eventName: "trial.begun" } },
  { ...PERCENT_OF_SALES, duration: { kind: "months", months: 12 }, followsRefunds: false },
  { ...PERCENT_OF_SALES, duration: { kind: "payments", payments: 3 } },
  {
    ...PERCENT_OF_SALES,
    amount: { ...tiers, mode: "marginal", period: MONTH, unit: "percent", steps: STEPS },
  },
  {
    ...PERCENT_OF_SALES,
    amount: {
      ...tiers,
      metric: "revenue",
      mode: "marginal",
      period: { kind: "rolling", days: 30 },
      unit: "flat",
      steps: FLAT_STEPS,
    },
  },
  {
    ...PERCENT_OF_SALES,
    amount: { ...tiers, mode: "retroactive", period: MONTH, unit: "flat", steps: FLAT_STEPS },
  },
  {
    ...PERCENT_OF_SALES,
    amount: { ...tiers, mode: "retroactive", period: MONTH, unit: "percent", steps: STEPS },
  },
  {
    ...BONUS_ON_SALES,
    amount: {
      kind: "milestone",
      metric: "customers",
      period: { kind: "lifetime" },
      steps: [{ at: 10, amount: 10_000 }],
    },
  },
  {
    ...PERCENT_OF_SALES,
    conditions: [
      { kind: "country", is: "not_in", countries: ["US"] },
      { kind: "link", is: "in", linkIds: [LINK] },
      { kind: "product", is: "in", products: ["mug"] },
      { kind: "category", is: "not_in", categories: ["gifts"] },
      { kind: "customer", is: "new" },
      { kind: "payment", from: 2, to: null },
      { kind: "amount", min: 1_000, max: null },
      { kind: "metadata", key: "plan_name", equals: "pro_plus" },
    ],
    caps: [
      { scope: "program", measure: "count", period: { kind: "lifetime" }, limit: 3 },
      { scope: "customer", measure: "amount", period: MONTH, limit: 50_000 },
    ],
  },
  {
    ...PERCENT_OF_SALES,
    trigger: { type: "click", repeats: false },
    amount: FLAT,
    conditions: [{ kind: "device", is: "in", devices: ["mobile"] }],
  },
];

describe("a reward's definition", () => {
  it.each(DEFINITIONS.map((definition) => [JSON.stringify(definition), definition] as const))(
    "goes out and comes in as it is: %s",
    (_, definition) => {
      const body = definitionAnswer(definition);
      expect(definitionOf(rewardDefinitionSchema.parse(body))).toEqual(definition);
    },
  );

  it("has names of the API, and says what was left to the default", () => {
    const { per: _, ...amount } = FLAT;
    const stored: RewardDefinition = { ...PERCENT_OF_SALES, trigger: { type: "click" }, amount };
    expect(definitionAnswer(stored)).toMatchObject({
      trigger: { type: "click", repeats: false },
      amount: { kind: "flat", amount: 500, per: "conversion" },
      follows_refunds: true,
    });
  });

  it("needs no more than what it pays for what", () => {
    const body = {
      kind: "base",
      trigger: { type: "sale" },
      amount: { kind: "percent", basis_points: 2_000 },
    };
    expect(definitionOf(rewardDefinitionSchema.parse(body))).toEqual(PERCENT_OF_SALES);
  });
});

const body = definitionAnswer(PERCENT_OF_SALES);
const refusalOf = (changes: object): string[] => {
  const result = rewardDefinitionSchema.safeParse({ ...body, ...changes });
  return result.error?.issues.map(({ path }) => path.join(".")) ?? [];
};
const percent = (basis_points: unknown) => ({ amount: { kind: "percent", basis_points } });
const flat = (amount: unknown) => ({ amount: { kind: "flat", amount } });
const tiered = (changes: object) => ({
  amount: {
    kind: "tiered",
    metric: "sales",
    mode: "marginal",
    period: MONTH,
    unit: "percent",
    steps: [{ from: 0, basis_points: 1 }],
    ...changes,
  },
});
const condition = (one: object) => ({ conditions: [one] });

describe("a definition is refused", () => {
  it.each<[string, object, string]>([
    ["more than the whole", percent(10_001), "amount.basis_points"],
    ["less than nothing", percent(-1), "amount.basis_points"],
    ["a fraction of a basis point", percent(0.5), "amount.basis_points"],
    ["a percentage as text", percent("20"), "amount.basis_points"],
    ["an amount below 0", flat(-1), "amount.amount"],
    ["an amount beyond all amounts", flat(1_000_000_000_001), "amount.amount"],
    ["an unknown kind", { kind: "gift" }, "kind"],
    ["a field that is not known", { gift: 1 }, ""],
    ["months without end", { duration: { kind: "months", months: 121 } }, "duration.months"],
    ["no months", { duration: { kind: "months", months: 0 } }, "duration.months"],
    ["no steps", tiered({ steps: [] }), "amount.steps"],
    [
      "steps that do not begin at 0",
      tiered({ steps: [{ from: 1, basis_points: 1 }] }),
      "amount.steps",
    ],
    [
      "steps that fall",
      tiered({
        steps: [
          { from: 0, basis_points: 1 },
          { from: 0, basis_points: 2 },
        ],
      }),
      "amount.steps",
    ],
    [
      "a catch-up without an end",
      tiered({ mode: "retroactive", period: { kind: "lifetime" } }),
      "amount.period.kind",
    ],
    ["a percentage of a click", { trigger: { type: "click" } }, "amount"],
    [
      "a click by product",
      {
        trigger: { type: "click" },
        ...flat(5),
        ...condition({ kind: "product", is: "in", products: ["mug"] }),
      },
      "conditions.0",
    ],
    ["a sale that waits for a sale", { requires_sale: true }, "requires_sale"],
    ["payments backwards", condition({ kind: "payment", from: 3, to: 2 }), "conditions.0.to"],
    ["amounts backwards", condition({ kind: "amount", min: 3, max: 2 }), "conditions.0.max"],
    [
      "no countries",
      condition({ kind: "country", is: "in", countries: [] }),
      "conditions.0.countries",
    ],
    [
      "a cap below 0",
      { caps: [{ scope: "program", measure: "count", period: MONTH, limit: -1 }] },
      "caps.0.limit",
    ],
  ])("with %s", (_, changes, path) => {
    expect(refusalOf(changes)).toContain(path);
  });
});
