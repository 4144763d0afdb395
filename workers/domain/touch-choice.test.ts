import { describe, expect, it } from "vitest";
import {
  affiliateCalled,
  attributionCase,
  clickOf,
  couponOf,
  daysBefore,
  EVENT_AT,
} from "./attribution.fixture.ts";
import { type CouponMention, judgeCoupon, judgeTouch, type VerifiedTouch } from "./touch.ts";
import {
  byClickTime,
  chooseTouch,
  clickByModel,
  couponByRedemption,
  distinctCoupons,
  distinctTouches,
  isEligibleClick,
  isEligibleCoupon,
} from "./touch-choice.ts";

const ann = affiliateCalled("ann");
const bob = affiliateCalled("bob");
const context = attributionCase();
const eligibleClicks = (...clicks: VerifiedTouch[]) =>
  clicks.map((click) => judgeTouch(click, context)).filter(isEligibleClick);
const eligibleCoupons = (...mentions: CouponMention[]) =>
  mentions.map((mention) => judgeCoupon(mention, context)).filter(isEligibleCoupon);

describe("clicks in time", () => {
  it("of one millisecond are told apart by their nonce", () => {
    const [a, b] = [clickOf(ann, { nonce: "a" }), clickOf(bob, { nonce: "b" })];
    expect(byClickTime(a, b)).toBeLessThan(0);
    expect(byClickTime(b, a)).toBeGreaterThan(0);
    expect(byClickTime(a, a)).toBe(0);
  });

  it.each([
    ["first", "link_aff_bob"],
    ["last", "link_aff_ann"],
  ] as const)("the %s touch: %s", (model, linkId) => {
    const clicks = eligibleClicks(
      clickOf(ann, { clickAt: daysBefore(2) }),
      clickOf(bob, { clickAt: daysBefore(9) }),
    );
    expect(clickByModel(clicks, model)?.subject.linkId).toBe(linkId);
    expect(clickByModel([], model)).toBeNull();
  });

  it("a refused click is not eligible", () => {
    expect(eligibleClicks(clickOf(ann, { overCap: true }))).toEqual([]);
  });
});

describe("several coupons", () => {
  it("of equal redemption: the first listed", () => {
    const at = daysBefore(1);
    const coupons = eligibleCoupons(couponOf(bob, {}, at), couponOf(ann, {}, at));
    expect(couponByRedemption(coupons, EVENT_AT)?.affiliateId).toBe("aff_bob");
  });

  it("none: nobody", () => {
    expect(couponByRedemption([], EVENT_AT)).toBeNull();
  });

  it("a shared code is never eligible", () => {
    expect(eligibleCoupons(couponOf(null))).toEqual([]);
  });
});

describe("the same thing handed over twice", () => {
  it("a click counts once, another click of that link apart", () => {
    const click = clickOf(ann);
    expect(distinctTouches([click, { ...click }, clickOf(ann, { nonce: "other" })])).toHaveLength(
      2,
    );
  });

  it("a refused token counts once a reason", () => {
    const forged = { status: "refused", reason: "forged" } as const;
    const malformed = { status: "refused", reason: "malformed" } as const;
    expect(distinctTouches([forged, forged, malformed])).toEqual([forged, malformed]);
  });

  it("a coupon keeps its place and its latest redemption", () => {
    const mentions = [
      couponOf(ann, {}, daysBefore(3)),
      couponOf(bob),
      couponOf(ann, {}, daysBefore(1)),
    ];
    expect(
      distinctCoupons(mentions).map(({ coupon, redeemedAt }) => [coupon?.couponId, redeemedAt]),
    ).toEqual([
      ["coup_aff_ann", daysBefore(1)],
      ["coup_aff_bob", null],
    ]);
  });
});

describe("nothing eligible", () => {
  it.each(["coupon", "click", "coupon_if_clicked", "never"] as const)(
    "chooses nothing under %s",
    (couponPriority) => {
      const rules = { attributionModel: "last", couponPriority } as const;
      expect(chooseTouch([], [], rules, EVENT_AT)).toBeNull();
    },
  );
});
