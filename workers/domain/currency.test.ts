import { describe, expect, it } from "vitest";
import { AMOUNT_MAX, isAmount, isCurrency, minorDigits } from "./currency.ts";

describe("currencies", () => {
  it.each([
    ["EUR", 2],
    ["USD", 2],
    ["GBP", 2],
    ["HUF", 2],
    ["MGA", 2],
    ["XCG", 2],
    ["JPY", 0],
    ["KRW", 0],
    ["VND", 0],
    ["ISK", 0],
    ["XOF", 0],
    ["UGX", 0],
    ["KWD", 3],
    ["BHD", 3],
    ["TND", 3],
    ["IQD", 3],
    ["CLF", 4],
  ])("%s has %d digits after the point", (code, digits) => {
    expect(minorDigits(code)).toBe(digits);
    expect(isCurrency(code)).toBe(true);
  });

  it.each(["", "EU", "EURO", "eur", "XXX", "XTS", "XAU", "BTC", "DEM", "HRK", "constructor"])(
    "%j is no currency",
    (code) => {
      expect(minorDigits(code)).toBeNull();
      expect(isCurrency(code)).toBe(false);
    },
  );

  it("are more than 150 of all that three capitals can spell", () => {
    const capitals = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const spelled = capitals.flatMap((a) =>
      capitals.flatMap((b) => capitals.map((c) => a + b + c)),
    );
    expect(spelled.filter(isCurrency).length).toBeGreaterThan(150);
  });
});

describe("amounts", () => {
  it.each([
    [0, true],
    [1, true],
    [AMOUNT_MAX, true],
    [AMOUNT_MAX + 1, false],
    [-1, false],
    [0.5, false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
    ["100", false],
    [null, false],
  ])("%s is an amount: %s", (amount, expected) => {
    expect(isAmount(amount)).toBe(expected);
  });
});
