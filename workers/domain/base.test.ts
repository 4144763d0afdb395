import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeBase, itemKeys } from "./base.ts";
import { AMOUNT_MAX } from "./currency.ts";
import type { ReportedItem, ReportedMoney } from "./report.ts";

const neither = { taxInBase: false, shippingInBase: false };

function money(changes: Partial<ReportedMoney>): ReportedMoney {
  return {
    currency: "EUR",
    gross: 0,
    tax: 0,
    shipping: 0,
    discount: 0,
    asReported: false,
    items: [],
    ...changes,
  };
}

function item(id: string | null, amount: number): ReportedItem {
  return { id, product: id, category: null, quantity: 1, amount };
}

describe("the base of a sale", () => {
  const paid = { gross: 12_000, tax: 1_900, shipping: 500, discount: 1_000 };
  it.each([
    ["gross less tax and shipping; the discount is already out", neither, 9_600],
    ["with tax, where the program says so", { taxInBase: true, shippingInBase: false }, 11_500],
    ["with shipping, where it says so", { taxInBase: false, shippingInBase: true }, 10_100],
    ["with both", { taxInBase: true, shippingInBase: true }, 12_000],
  ])("is %s", (_, settings, expected) => {
    const { base, notes } = computeBase(money(paid), settings);
    expect(base).toBe(expected);
    expect(notes).toEqual([
      { code: "base.computed", ...paid, discount: undefined, ...settings, base, currency: "EUR" },
    ]);
  });

  it("is the one amount that was reported, and says so", () => {
    expect(computeBase(money({ gross: 5_000, asReported: true }), neither)).toEqual({
      base: 5_000,
      items: [],
      notes: [{ code: "base.as_reported", base: 5_000, currency: "EUR" }],
    });
  });

  it("is at least 0", () => {
    const { base, notes } = computeBase(money({ gross: 500, shipping: 900 }), neither);
    expect(base).toBe(0);
    expect(notes).toContainEqual({
      code: "base.raised_to_zero",
      computed: -400,
      currency: "EUR",
    });
  });

  it.each([
    ["a negative gross", { gross: -1 }],
    ["a negative tax, which would raise the base", { gross: 100, tax: -50 }],
    ["a negative shipping", { gross: 100, shipping: -50 }],
    ["a fraction", { gross: 10.5 }],
    ["more than the limit", { gross: AMOUNT_MAX + 1 }],
    ["not a number", { gross: Number.NaN }],
    ["a negative item", { gross: 100, items: [item("a", -100)] }],
  ])("refuses %s", (_, changes) => {
    expect(() => computeBase(money(changes), neither)).toThrow(RangeError);
  });
});

describe("items", () => {
  it.each([
    ["as they are when they sum to the base", 10_000, [7_000, 3_000], [7_000, 3_000], false],
    ["scaled up to it", 10_000, [700, 300], [7_000, 3_000], true],
    ["scaled down to it", 9_000, [7_000, 3_000], [6_300, 2_700], true],
    ["to the cent", 100, [1, 1, 1], [34, 33, 33], true],
    ["evenly when none has an amount", 100, [0, 0], [50, 50], true],
    ["nothing of a base of 0", 0, [500], [0], true],
  ])("get their share of the base: %s", (_, gross, reported, expected, scaled) => {
    const items = reported.map((amount, index) => item(`i${index}`, amount));
    const result = computeBase(money({ gross, items }), neither);
    expect(result.items.map(({ amount }) => amount)).toEqual(expected);
    expect(result.notes.some(({ code }) => code === "base.items_scaled")).toBe(scaled);
  });

  it("are named by their ids, else by their place", () => {
    expect(itemKeys(["shirt", null, "", "whole", "#9", "hat", "hat"])).toEqual([
      "shirt",
      "#2",
      "#3",
      "#4",
      "#5",
      "#6",
      "#7",
    ]);
  });

  it("always sum to a base between 0 and gross, under different keys", () => {
    const amount = fc.integer({ min: 0, max: AMOUNT_MAX });
    const items = fc.array(fc.record({ id: fc.option(fc.string({ maxLength: 3 })), amount }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(amount, amount, amount, items, (gross, tax, shipping, lines) => {
        const reported = lines.map((line) => item(line.id, line.amount));
        const result = computeBase(money({ gross, tax, shipping, items: reported }), neither);
        expect(result.base >= 0 && result.base <= gross).toBe(true);
        expect(result.items.reduce((sum, one) => sum + one.amount, 0)).toBe(result.base);
        expect(new Set(result.items.map(({ key }) => key)).size).toBe(lines.length);
      }),
    );
  });
});
