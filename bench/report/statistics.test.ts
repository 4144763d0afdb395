import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, quantile, ratioSpread, spreadOf } from "./statistics.ts";

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

describe("a quantile", () => {
  it.each([
    [0.5, 50],
    [0.99, 99],
    [0, 1],
    [1, 100],
  ])("at %d of 1 to 100 is %d", (share, expected) => {
    const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(numbers, share)).toBe(expected);
  });

  it("is one of the samples, with that share of them at or below it", () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, share) => {
        const value = quantile(list, share);
        expect(list).toContain(value);
        const below = list.filter((sample) => sample <= value).length;
        expect(below).toBeGreaterThanOrEqual(share * list.length - 1e-9);
      }),
    );
  });

  it("of nothing is no number", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("leaves the samples in their order", () => {
    const list = [3, 1, 2];
    quantile(list, 0.5);
    expect(list).toEqual([3, 1, 2]);
  });
});

describe("a median", () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])("of %j is %d", (list, expected) => {
    expect(median(list)).toBe(expected);
  });

  it("of nothing is no number", () => {
    expect(median([])).toBeNaN();
  });
});

describe("a spread", () => {
  it("holds its median", () => {
    fc.assert(
      fc.property(samples, (list) => {
        const { value, min, max } = spreadOf(list);
        expect(min).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("of ratios pairs what was measured by turns, so that a drift falls out", () => {
    expect(ratioSpread([50, 100, 200], [100, 200, 400])).toEqual({
      value: 0.5,
      min: 0.5,
      max: 0.5,
    });
  });

  it("of ratios is no number where there is nothing to compare with", () => {
    expect(ratioSpread([1], []).value).toBeNaN();
  });
});
