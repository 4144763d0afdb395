import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, convertBase, isRate, type Rate } from "./fx.ts";

describe("converting at a stored rate", () => {
  it.each([
    ["€100.00 at 1.0843 into dollars", 10_000, 2, 2, "1.0843", 10_843],
    ["¥1990 at 0.0061 into euros", 1_990, 0, 2, "0.0061", 1_214],
    ["€12.14 at 163.9 into yen", 1_214, 2, 0, "163.9", 1_990],
    ["1.990 dinars at 3.25 into dollars", 1_990, 3, 2, "3.25", 647],
    ["$6.47 at 0.3077 into dinars", 647, 2, 3, "0.3077", 1_991],
    ["half a cent, to the even one below", 5, 2, 2, "0.1", 0],
    ["one and a half cents, to the even one above", 15, 2, 2, "0.1", 2],
    ["nothing", 0, 2, 2, "1.5", 0],
    ["the same", 12_345, 2, 2, "1", 12_345],
    [
      "a rate with eighteen digits",
      1_000_000_000_000,
      2,
      2,
      "0.333333333333333333",
      333_333_333_333,
    ],
  ])("%s", (_, amount, fromDigits, toDigits, rate, expected) => {
    expect(convert(amount, fromDigits, toDigits, rate)).toBe(expected);
  });

  it.each(["", "0", "0.000", "-1", "1,5", "1e5", "NaN", " 1", "1.", ".5", "1.0.0", "0x10"])(
    "refuses the rate %j",
    (rate) => {
      expect(isRate(rate)).toBe(false);
      expect(() => convert(100, 2, 2, rate)).toThrow(RangeError);
    },
  );

  it("keeps an amount at the rate 1, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (amount) => {
        expect(convert(amount, 2, 2, "1.000")).toBe(amount);
      }),
    );
  });
});

describe("converting a base", () => {
  const fx: Rate = { from: "USD", to: "JPY", rate: "149.35", source: "ECB", day: "2026-11-24" };
  const item = { product: "p", category: null, quantity: 1 };

  it("converts once and lets the items share it", () => {
    const items = [
      { ...item, key: "a", amount: 333 },
      { ...item, key: "b", amount: 333 },
      { ...item, key: "c", amount: 334 },
    ];
    const converted = convertBase({ base: 1_000, items, notes: [] }, fx);
    expect(converted.base).toBe(1_494);
    expect(converted.items.map(({ amount }) => amount)).toEqual([498, 497, 499]);
    expect(converted.notes).toEqual([
      {
        code: "base.converted",
        amount: 1_000,
        currency: "USD",
        converted: 1_494,
        into: "JPY",
        rate: "149.35",
        source: "ECB",
        day: "2026-11-24",
      },
    ]);
  });

  it("needs no items", () => {
    expect(convertBase({ base: 200, items: [], notes: [] }, fx)).toMatchObject({
      base: 299,
      items: [],
    });
  });

  it("refuses an unknown currency", () => {
    expect(() => convertBase({ base: 1, items: [], notes: [] }, { ...fx, to: "XXX" })).toThrow(
      RangeError,
    );
  });
});
