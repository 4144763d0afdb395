import { describe, expect, it } from "vitest";
import type { RewardCondition } from "./reward.ts";
import { asksForItems, type EventFacts, itemMatches, unmetCondition } from "./reward-conditions.ts";

const facts: EventFacts = {
  country: "DE",
  device: "mobile",
  linkId: "link_1",
  metadata: { plan: "pro" },
  base: 5_000,
  customer: "new",
  payment: 2,
};

describe("conditions on the event", () => {
  it.each<[string, RewardCondition, Partial<EventFacts>, boolean]>([
    ["from Germany", { kind: "country", is: "in", countries: ["AT", "DE"] }, {}, true],
    ["not from France", { kind: "country", is: "in", countries: ["FR"] }, {}, false],
    ["anywhere but Germany", { kind: "country", is: "not_in", countries: ["DE"] }, {}, false],
    [
      "an unknown country is in no list",
      { kind: "country", is: "in", countries: ["DE"] },
      { country: null },
      false,
    ],
    [
      "nor excluded by one",
      { kind: "country", is: "not_in", countries: ["DE"] },
      { country: null },
      true,
    ],
    ["on a phone", { kind: "device", is: "in", devices: ["mobile"] }, {}, true],
    ["on a desktop", { kind: "device", is: "in", devices: ["desktop"] }, {}, false],
    ["by a certain link", { kind: "link", is: "in", linkIds: ["link_1"] }, {}, true],
    ["by any other link", { kind: "link", is: "not_in", linkIds: ["link_1"] }, {}, false],
    ["a new customer", { kind: "customer", is: "new" }, {}, true],
    ["a renewal", { kind: "customer", is: "renewal" }, {}, false],
    ["the first two payments", { kind: "payment", from: 1, to: 2 }, {}, true],
    ["only the first payment", { kind: "payment", from: 1, to: 1 }, {}, false],
    ["every payment from the third", { kind: "payment", from: 3, to: null }, {}, false],
    ["from 50.00, inclusive", { kind: "amount", min: 5_000, max: null }, {}, true],
    ["from 50.01", { kind: "amount", min: 5_001, max: null }, {}, false],
    ["up to 50.00, inclusive", { kind: "amount", min: null, max: 5_000 }, {}, true],
    ["up to 49.99", { kind: "amount", min: null, max: 4_999 }, {}, false],
    [
      "an amount of something unknown",
      { kind: "amount", min: 0, max: null },
      { base: null },
      false,
    ],
    ["no limit at all", { kind: "amount", min: null, max: null }, { base: null }, true],
    ["metadata as asked", { kind: "metadata", key: "plan", equals: "pro" }, {}, true],
    ["metadata of another value", { kind: "metadata", key: "plan", equals: "free" }, {}, false],
    ["metadata that is missing", { kind: "metadata", key: "tier", equals: "pro" }, {}, false],
    [
      "metadata named like a method",
      { kind: "metadata", key: "constructor", equals: "" },
      {},
      false,
    ],
    ["products are asked of items", { kind: "product", is: "in", products: [] }, {}, true],
  ])("%s", (_, condition, changes, holds) => {
    expect(unmetCondition([condition], { ...facts, ...changes })).toBe(
      holds ? null : condition.kind,
    );
  });

  it("must all hold, and the first that does not is named", () => {
    const conditions: RewardCondition[] = [
      { kind: "customer", is: "new" },
      { kind: "country", is: "in", countries: ["FR"] },
      { kind: "amount", min: 9_999, max: null },
    ];
    expect(unmetCondition(conditions, facts)).toBe("country");
    expect(unmetCondition([], facts)).toBeNull();
  });
});

describe("conditions on items", () => {
  const shirt = { product: "shirt", category: "clothes" };
  it.each<[string, RewardCondition[], boolean]>([
    ["its product", [{ kind: "product", is: "in", products: ["shirt", "hat"] }], true],
    ["another product", [{ kind: "product", is: "in", products: ["hat"] }], false],
    ["all but its product", [{ kind: "product", is: "not_in", products: ["shirt"] }], false],
    ["its category", [{ kind: "category", is: "in", categories: ["clothes"] }], true],
    [
      "its category but not its product",
      [
        { kind: "category", is: "in", categories: ["clothes"] },
        { kind: "product", is: "not_in", products: ["shirt"] },
      ],
      false,
    ],
    ["conditions on the event alone", [{ kind: "customer", is: "renewal" }], true],
  ])("%s", (_, conditions, expected) => {
    expect(itemMatches(conditions, shirt)).toBe(expected);
  });

  it("do not hold for an item of unknown product, unless it is only to be another", () => {
    const unknown = { product: null, category: null };
    expect(itemMatches([{ kind: "product", is: "in", products: ["a"] }], unknown)).toBe(false);
    expect(itemMatches([{ kind: "product", is: "not_in", products: ["a"] }], unknown)).toBe(true);
  });

  it("make a reward one for items", () => {
    expect(asksForItems([{ kind: "category", is: "in", categories: ["a"] }])).toBe(true);
    expect(asksForItems([{ kind: "customer", is: "new" }])).toBe(false);
  });
});
