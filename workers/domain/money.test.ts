import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AMOUNT_MAX } from "./currency.ts";
import {
  allocate,
  decimalOf,
  exact,
  formatMinor,
  formatPercent,
  percentOf,
  roundHalfEven,
  toMinor,
} from "./money.ts";

const amounts = fc.integer({ min: 0, max: AMOUNT_MAX });
const percentages = fc.integer({ min: 0, max: 10_000 });

describe("rounding half to even", () => {
  it.each([
    [5n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [14n, 10n, 1n],
    [16n, 10n, 2n],
    [0n, 10n, 0n],
    [-5n, 10n, 0n],
    [-15n, 10n, -2n],
    [-25n, 10n, -2n],
    [-16n, 10n, -2n],
    [7n, 7n, 1n],
  ])("%s / %s is %s", (numerator, denominator, expected) => {
    expect(roundHalfEven(numerator, denominator)).toBe(expected);
  });

  it.each([0n, -1n])("refuses a denominator of %s", (denominator) => {
    expect(() => roundHalfEven(1n, denominator)).toThrow(RangeError);
  });

  it("is never further than half a unit away", () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (numerator, denominator) => {
          const off = roundHalfEven(numerator, denominator) * denominator - numerator;
          expect((off < 0n ? -off : off) * 2n <= denominator).toBe(true);
        },
      ),
    );
  });

  it("treats gains and losses alike", () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (numerator, denominator) => {
          expect(roundHalfEven(-numerator, denominator)).toBe(
            -roundHalfEven(numerator, denominator),
          );
        },
      ),
    );
  });
});

describe("percentages", () => {
  it.each([
    [5_000, 2_000, 1_000],
    [1_990, 2_000, 398],
    [9_900, 2_500, 2_475],
    [1, 5_000, 0],
    [3, 5_000, 2],
    [5, 1_000, 0],
    [15, 1_000, 2],
    [333, 3_333, 111],
    [AMOUNT_MAX, 10_000, AMOUNT_MAX],
    [AMOUNT_MAX, 9_999, 999_900_000_000],
    [1_000, 0, 0],
  ])("of %d, %d basis points are %d", (amount, basisPoints, expected) => {
    expect(percentOf(amount, basisPoints)).toBe(expected);
  });

  it("never exceeds the amount up to 100 %", () => {
    fc.assert(
      fc.property(amounts, percentages, (amount, basisPoints) => {
        const part = percentOf(amount, basisPoints);
        expect(part >= 0 && part <= amount).toBe(true);
      }),
    );
  });

  it.each([0.5, Number.NaN, 2 ** 53])("refuses %s, which is no whole minor unit", (amount) => {
    expect(() => percentOf(amount, 1)).toThrow(RangeError);
    expect(() => exact(amount)).toThrow(RangeError);
  });

  it("refuses a result that a number cannot hold", () => {
    expect(() => toMinor(2n ** 60n)).toThrow(RangeError);
  });
});

describe("splitting", () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [1_000, [7_000, 3_000], [700, 300]],
    [1, [1, 1], [1, 0]],
    [10, [0, 1], [0, 10]],
    [10, [0, 0], [5, 5]],
    [0, [3, 4], [0, 0]],
    [7, [5], [7]],
    [5, [1, 2, 2], [1, 2, 2]],
    [10, [1, 3, 6], [1, 3, 6]],
    [99, [1, 2], [33, 66]],
  ])("%d by %j is %j", (total, weights, expected) => {
    expect(allocate(total, weights)).toEqual(expected);
  });

  it.each([
    ["no weights", 10, []],
    ["a negative weight", 10, [1, -1]],
    ["a negative total", -10, [1, 1]],
  ])("refuses %s", (_, total, weights) => {
    expect(() => allocate(total, weights)).toThrow(RangeError);
  });

  it("sums to the whole, each part within one unit of its share", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(amounts, weights, (total, given) => {
        const parts = allocate(total, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        const whole = given.reduce((sum, weight) => sum + weight, 0);
        for (const [index, part] of parts.entries()) {
          const weight = BigInt(whole === 0 ? 1 : (given[index] ?? 0));
          const floor = (BigInt(total) * weight) / BigInt(whole === 0 ? given.length : whole);
          expect(BigInt(part) - floor >= 0n && BigInt(part) - floor <= 1n).toBe(true);
        }
      }),
    );
  });
});

describe("amounts in words", () => {
  it.each([
    [5_000, "EUR", "€50.00", "50.00"],
    [5, "EUR", "€0.05", "0.05"],
    [1_990, "JPY", "¥1,990", "1990"],
    [1_990, "KWD", "KWD 1.990", "1.990"],
    [123_456_789, "USD", "$1,234,567.89", "1234567.89"],
    [-250, "USD", "-$2.50", "-2.50"],
    [0, "CHF", "CHF 0.00", "0.00"],
    [AMOUNT_MAX, "JPY", "¥1,000,000,000,000", "1000000000000"],
  ])("%d of %s reads %s", (amount, currency, text, decimal) => {
    expect(formatMinor(amount, currency)).toBe(text);
    expect(decimalOf(amount, currency)).toBe(decimal);
  });

  it("refuses an unknown currency", () => {
    expect(() => formatMinor(1, "XXX")).toThrow(RangeError);
  });

  it.each([
    [2_000, "20 %"],
    [1_250, "12.5 %"],
    [1_025, "10.25 %"],
    [5, "0.05 %"],
    [0, "0 %"],
    [10_000, "100 %"],
  ])("%d basis points read %s", (basisPoints, text) => {
    expect(formatPercent(basisPoints)).toBe(text);
  });
});
