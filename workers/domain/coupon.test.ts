import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeTogether, couponActivityAt, foldCouponCode } from "./coupon.ts";

describe("codes are compared without regard to case", () => {
  it.each([
    ["ANN10", "ann10"],
    [" Ann10 ", "ann10"],
    ["ＡＮＮ１０", "ann10"],
    ["STRASSE", "strasse"],
    ["Straße", "strasse"],
    ["STRAẞE", "strasse"],
    ["ÉTÉ", "été"],
    ["e\u0301te\u0301", "été"],
    ["ΣΊΣΥΦΟΣ", "σίσυφος"],
    ["ﬁnal", "final"],
  ])("%s is %s", (code, folded) => {
    expect(foldCouponCode(code)).toBe(foldCouponCode(folded));
  });

  it.each([
    ["ANN10", "ANN1O"],
    ["ANN-10", "ANN10"],
    ["ANN 10", "ANN10"],
  ])("%s is not %s", (one, other) => {
    expect(foldCouponCode(one)).not.toBe(foldCouponCode(other));
  });

  it("upper and lower case of a code are one code", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aZ09-_.éßÑøЖяΣ") }), (code) => {
        expect(foldCouponCode(code.toUpperCase())).toBe(foldCouponCode(code));
        expect(foldCouponCode(code.toLowerCase())).toBe(foldCouponCode(code));
      }),
    );
  });

  it("a folded code stays as it is", () => {
    const staysAsItIs = (code: string) =>
      foldCouponCode(foldCouponCode(code)) === foldCouponCode(code);
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), staysAsItIs));
    const characters = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point));
    expect(characters.filter((character) => !staysAsItIs(character))).toEqual([]);
  });
});

describe("a coupon is read as of event time", () => {
  it.each([
    [99, 200, "not_yet_active"],
    [100, 200, "active"],
    [199, 200, "active"],
    [200, 200, "expired"],
    [9_999, null, "active"],
  ] as const)("at %d, until %s: %s", (at, activeUntil, activity) => {
    expect(couponActivityAt({ activeFrom: 100, activeUntil }, at)).toBe(activity);
  });
});

describe("a code is unique among coupons active at a time", () => {
  const coupon = (activeFrom: number, activeUntil: number | null) => ({ activeFrom, activeUntil });
  it.each([
    ["one after the other", coupon(0, 100), coupon(100, null), false],
    ["overlapping", coupon(0, 101), coupon(100, null), true],
    ["both without an end", coupon(0, null), coupon(100, null), true],
    ["one inside the other", coupon(0, 100), coupon(10, 20), true],
    ["apart", coupon(0, 10), coupon(20, 30), false],
  ])("%s", (_, one, other, together) => {
    expect(activeTogether(one, other)).toBe(together);
    expect(activeTogether(other, one)).toBe(together);
  });
});
