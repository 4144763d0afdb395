import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCouponCode } from "./coupon.ts";
import { codesOfPattern, fillPattern, isEnough } from "./coupon-pattern.ts";

const first = () => 0;

describe("a pattern of coupon codes", () => {
  it.each([
    ["SPRING-####", "SPRING-0000"],
    ["{affiliate}-##", "MARA-00"],
    ["{affiliate}", "MARA"],
    ["**", "22"],
    ["$&-{affiliate}-{affiliate}", "$&-MARA-MARA"],
    ["none", "none"],
  ])("%s begins with %s", (pattern, code) =>
    expect(fillPattern(pattern, "mara", first)).toBe(code),
  );

  it("takes an affiliate's code as it is, whatever signs stand in it", () => {
    expect(fillPattern("{affiliate}-#", "a#*$1", first)).toBe("A#*$1-0");
  });

  it.each([
    ["none", 1],
    ["#", 10],
    ["##", 100],
    ["*", 32],
    ["#*", 320],
  ])("%s has so many codes: %i", (pattern, codes) => expect(codesOfPattern(pattern)).toBe(codes));

  it.each([
    ["a fixed code for one", "SPRING", 1, 1, true],
    ["a fixed code for two", "SPRING", 2, 1, false],
    ["a code of each's own", "{affiliate}", 1_000, 1, true],
    ["two of each's own", "{affiliate}", 1, 2, false],
    ["250 of a thousand", "###", 250, 1, true],
    ["251 of a thousand", "###", 251, 1, false],
    ["two of ten for each", "{affiliate}#", 500, 2, true],
    ["three of ten for each", "{affiliate}#", 1, 3, false],
  ])("is enough, or not: %s", (_, pattern, affiliates, each, enough) =>
    expect(isEnough(pattern, affiliates, each)).toBe(enough),
  );

  it("gives different codes for different picks, also when they are compared folded", () => {
    const picks = fc.array(fc.nat(31), { minLength: 4, maxLength: 4 });
    const codeOf = (list: readonly number[]) => {
      const rest = [...list];
      return foldCouponCode(fillPattern("****", "", () => rest.shift() ?? 0));
    };
    fc.assert(
      fc.property(picks, picks, (a, b) => (codeOf(a) === codeOf(b)) === (a.join() === b.join())),
    );
  });
});
