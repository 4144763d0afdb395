import { describe, expect, it } from "vitest";
import {
  affiliateCalled,
  attributionCase,
  bindingTo,
  type CaseChanges,
  clickOf,
  couponOf,
  daysBefore,
  EVENT_AT,
  program,
} from "./attribution.fixture.ts";
import { attribute } from "./attribution.ts";
import { DAY_MS } from "./day.ts";
import type { CouponMention, Touch } from "./touch.ts";

const ann = affiliateCalled("ann");
const bob = affiliateCalled("bob");
const byHand = { decisionId: "dec_1", decidedAt: EVENT_AT + DAY_MS, moveBinding: false };

const decide = (changes: CaseChanges) => attribute(attributionCase(changes));
/** `click ann`, `binding bob`, `nobody`. */
function credited(changes: CaseChanges): string {
  const { via, affiliateId } = decide(changes);
  return via === null ? "nobody" : `${via} ${affiliateId?.slice(4)}`;
}

describe("the order: a decision by hand, the binding, coupon or click, nobody", () => {
  const everything: CaseChanges = {
    manual: { ...byHand, affiliate: affiliateCalled("meg") },
    binding: bindingTo(affiliateCalled("bea")),
    coupons: [couponOf(affiliateCalled("cat"))],
    touches: [clickOf(ann)],
  };
  it.each<[string, CaseChanges, string]>([
    ["all of them: the person's word", {}, "manual meg"],
    ["no decision: the binding", { manual: null }, "binding bea"],
    ["no binding either: the coupon", { manual: null, binding: null }, "coupon cat"],
    ["no coupon: the click", { manual: null, binding: null, coupons: [] }, "click ann"],
    ["nothing: nobody", { manual: null, binding: null, coupons: [], touches: [] }, "nobody"],
    ["a person says nobody", { manual: { ...byHand, affiliate: null } }, "nobody"],
  ])("%s", (_, changes, expected) => {
    expect(credited({ ...everything, ...changes })).toBe(expected);
  });

  it("a sale with no click at all credits nobody, ties nobody, and says so", () => {
    expect(decide({})).toMatchObject({
      affiliateId: null,
      via: null,
      refusal: null,
      bindingAction: "none",
      customerKind: "new",
      considered: [],
    });
  });
});

describe("a click", () => {
  const refused = (status: Touch & { status: "refused" }) => status;
  it.each<[string, Touch, string | null]>([
    ["six days before, window 30 days", clickOf(ann), null],
    ["at the moment of the event", clickOf(ann, { clickAt: EVENT_AT }), null],
    ["exactly 30 days before", clickOf(ann, { clickAt: daysBefore(30) }), null],
    [
      "a millisecond more than 30 days before",
      clickOf(ann, { clickAt: daysBefore(30) - 1 }),
      "outside_window",
    ],
    ["after the event", clickOf(ann, { clickAt: EVENT_AT + 1 }), "click_after_event"],
    ["on another program's link", clickOf(ann, { linkProgramId: "prog_other" }), "other_program"],
    ["in test mode", clickOf(ann, { mode: "test" }), "other_mode"],
    ["by a bot", clickOf(ann, { flags: { bot: true, preview: false, prefetch: false } }), "bot"],
    [
      "by a link preview",
      clickOf(ann, { flags: { bot: false, preview: true, prefetch: false } }),
      "preview",
    ],
    [
      "that was a prefetch and then seen",
      clickOf(ann, { flags: { bot: false, preview: false, prefetch: true } }),
      null,
    ],
    ["over the link's cap", clickOf(ann, { overCap: true }), "over_cap"],
    ["after its link had ended", clickOf(ann, { linkEndedAt: daysBefore(7) }), "link_ended"],
    ["before its link ended", clickOf(ann, { linkEndedAt: daysBefore(5) }), null],
    [
      "while the affiliate was suspended",
      clickOf(affiliateCalled("ann", ["suspended", 8], ["active", 2])),
      "affiliate_suspended",
    ],
    [
      "before the affiliate was banned, the sale after",
      clickOf(affiliateCalled("ann", ["banned", 3])),
      "affiliate_banned",
    ],
    [
      "of before the affiliate left, the sale after",
      clickOf(affiliateCalled("ann", ["left", 3])),
      null,
    ],
    ["forged", refused({ status: "refused", reason: "forged" }), "token_forged"],
    ["truncated", refused({ status: "refused", reason: "malformed" }), "token_malformed"],
    [
      "of an expired key",
      refused({ status: "refused", reason: "unknown_key" }),
      "token_unknown_key",
    ],
    [
      "of a link that does not exist",
      refused({ status: "refused", reason: "unknown_link" }),
      "token_unknown_link",
    ],
  ])("%s (%#): %s", (_, touch, reason) => {
    const decision = decide({ touches: [touch] });
    expect(decision.via).toBe(reason === null ? "click" : null);
    expect(decision.considered).toMatchObject([
      { outcome: reason === null ? "credited" : "refused", reason },
    ]);
  });

  it("before a suspension, the sale during it: recorded, the commission held", () => {
    const decision = decide({ touches: [clickOf(affiliateCalled("ann", ["suspended", 3]))] });
    expect(decision).toMatchObject({ affiliateId: "aff_ann", held: "affiliate_suspended" });
  });

  it("credited hands on its link, time, nonce and country", () => {
    expect(decide({ touches: [clickOf(ann, { nonce: "n1" })] })).toMatchObject({
      linkId: "link_aff_ann",
      click: { at: daysBefore(6), nonce: "n1", country: "DE" },
      touchAt: daysBefore(6),
      bindingAction: "create",
    });
  });

  it.each([
    [7, "click ann"],
    [5, "nobody"],
  ])("the program's window of %d days decides: %s", (clickWindowDays, expected) => {
    expect(credited({ touches: [clickOf(ann)], settings: { clickWindowDays } })).toBe(expected);
  });
});

describe("first or last touch", () => {
  const early = clickOf(ann, { clickAt: daysBefore(20) });
  const late = clickOf(bob, { clickAt: daysBefore(2) });
  const tooEarly = clickOf(ann, { clickAt: daysBefore(40) });
  it.each<[string, Touch[], "first" | "last", string]>([
    ["the last by default", [early, late], "last", "click bob"],
    ["the first by setting", [early, late], "first", "click ann"],
    ["whatever their order", [late, early], "first", "click ann"],
    ["the first one inside the window", [tooEarly, late], "first", "click bob"],
    [
      "the last one that is eligible",
      [early, clickOf(bob, { clickAt: daysBefore(1), overCap: true })],
      "last",
      "click ann",
    ],
  ])("%s", (_, touches, attributionModel, expected) => {
    expect(credited({ touches, settings: { attributionModel } })).toBe(expected);
  });

  it("one click handed over as both touches is considered once", () => {
    expect(decide({ touches: [early, early] }).considered).toHaveLength(1);
  });

  it("the trace says which model passed a click over", () => {
    const reasons = (attributionModel: "first" | "last") =>
      decide({ touches: [early, late], settings: { attributionModel } }).considered.map(
        ({ outcome, reason }) => [outcome, reason],
      );
    expect(reasons("last")).toEqual([
      ["passed_over", "last_touch_decides"],
      ["credited", null],
    ]);
    expect(reasons("first")).toEqual([
      ["credited", null],
      ["passed_over", "first_touch_decides"],
    ]);
  });
});

describe("coupon or click, by priority", () => {
  type Priority = "coupon" | "click" | "coupon_if_clicked" | "never";
  const coupons = [couponOf(bob)];
  const annClicked = clickOf(ann, { clickAt: daysBefore(1) });
  const bobClicked = clickOf(bob, { clickAt: daysBefore(9) });
  it.each<[Priority, string, CaseChanges, string]>([
    ["coupon", "coupon and click", { coupons, touches: [annClicked] }, "coupon bob"],
    ["coupon", "coupon alone", { coupons }, "coupon bob"],
    ["click", "coupon and click", { coupons, touches: [annClicked] }, "click ann"],
    ["click", "coupon alone", { coupons }, "coupon bob"],
    ["coupon_if_clicked", "owner did not click", { coupons, touches: [annClicked] }, "click ann"],
    [
      "coupon_if_clicked",
      "owner's click is older",
      { coupons, touches: [annClicked, bobClicked] },
      "coupon bob",
    ],
    ["coupon_if_clicked", "coupon alone", { coupons }, "nobody"],
    ["never", "coupon alone", { coupons }, "nobody"],
    ["never", "coupon and click", { coupons, touches: [annClicked] }, "click ann"],
  ])("%s, %s: %#", (couponPriority, _, changes, expected) => {
    expect(credited({ ...changes, settings: { couponPriority } })).toBe(expected);
  });

  it("a coupon whose owner also has a click brings that click's link and country", () => {
    const decision = decide({ coupons, touches: [annClicked, bobClicked] });
    expect(decision).toMatchObject({
      couponId: "coup_aff_bob",
      linkId: "link_aff_bob",
      click: { country: "DE" },
      touchAt: EVENT_AT,
    });
  });

  it("a coupon without its owner's click brings no link", () => {
    const decision = decide({ coupons, touches: [annClicked] });
    expect(decision).toMatchObject({ linkId: null, click: null, couponId: "coup_aff_bob" });
  });
});

describe("a coupon", () => {
  it.each<[string, CouponMention, string]>([
    ["that nobody has", { coupon: null, redeemedAt: null }, "unknown_coupon"],
    ["of a campaign, shared", couponOf(null), "shared_coupon"],
    ["not active yet", couponOf(bob, { activeFrom: EVENT_AT + 1 }), "coupon_not_yet_active"],
    ["expired", couponOf(bob, { activeUntil: EVENT_AT }), "coupon_expired"],
    ["of another program", couponOf(bob, { programId: "prog_other" }), "other_program"],
    ["of test mode", couponOf(bob, { mode: "test" }), "other_mode"],
    ["of an affiliate who left", couponOf(affiliateCalled("bob", ["left", 3])), "affiliate_left"],
    ["of a banned one", couponOf(affiliateCalled("bob", ["banned", 3])), "affiliate_banned"],
  ])("%s credits nobody, and the click gets its chance", (_, mention, reason) => {
    const decision = decide({ coupons: [mention], touches: [clickOf(ann)] });
    expect(decision.affiliateId).toBe("aff_ann");
    expect(decision.considered[0]).toMatchObject({ outcome: "refused", reason });
  });

  it("is read as of event time: expired today, active when it was used", () => {
    const coupons = [couponOf(bob, { activeUntil: EVENT_AT + 1 })];
    expect(credited({ coupons })).toBe("coupon bob");
  });

  it("of a suspended affiliate is credited and held", () => {
    const coupons = [couponOf(affiliateCalled("bob", ["suspended", 3]))];
    expect(decide({ coupons })).toMatchObject({ via: "coupon", held: "affiliate_suspended" });
  });

  it.each<[string, CouponMention[], string]>([
    ["the first listed", [couponOf(ann), couponOf(bob)], "coupon ann"],
    [
      "the most recently redeemed",
      [couponOf(ann, {}, daysBefore(2)), couponOf(bob, {}, daysBefore(1))],
      "coupon bob",
    ],
    [
      "the one whose redemption is known",
      [couponOf(ann), couponOf(bob, {}, daysBefore(9))],
      "coupon bob",
    ],
    [
      "not one redeemed after the event",
      [couponOf(ann), couponOf(bob, {}, EVENT_AT + 1)],
      "coupon ann",
    ],
    ["the owned one, not the shared one before it", [couponOf(null), couponOf(bob)], "coupon bob"],
  ])("of several on one order, %s", (_, coupons, expected) => {
    expect(credited({ coupons })).toBe(expected);
  });

  it("that was not chosen is in the trace", () => {
    const { considered } = decide({ coupons: [couponOf(ann), couponOf(bob)] });
    expect(considered.map(({ reason }) => reason)).toEqual([null, "another_coupon"]);
  });

  it("named twice is considered once, with the latest redemption", () => {
    const coupons = [couponOf(ann), couponOf(bob), couponOf(ann, {}, daysBefore(1))];
    const decision = decide({ coupons });
    expect(decision.considered).toHaveLength(2);
    expect(decision.affiliateId).toBe("aff_ann");
  });
});

describe("a decision by hand", () => {
  const decided = (name: string, ...steps: Parameters<typeof affiliateCalled>[1][]) => ({
    ...byHand,
    affiliate: affiliateCalled(name, ...steps),
  });
  it.each([
    ["an affiliate who left", decided("meg", ["left", 3]), "manual meg"],
    ["a banned one", decided("meg", ["banned", 3]), "nobody"],
    ["one not accepted yet", decided("meg", ["applied", 3]), "nobody"],
  ])("for %s", (_, manual, expected) => {
    expect(credited({ manual, touches: [clickOf(ann)] })).toBe(expected);
  });

  it("may credit after the program's end", () => {
    const ended = {
      ...program,
      history: [...program.history, { state: "ended" as const, fromAt: daysBefore(3) }],
    };
    expect(credited({ manual: decided("meg"), program: ended })).toBe("manual meg");
  });

  it("for a suspended affiliate is held", () => {
    expect(decide({ manual: decided("meg", ["suspended", 3]) }).held).toBe("affiliate_suspended");
  });

  it("that credits nobody gives its reason", () => {
    expect(decide({ manual: { ...byHand, affiliate: null } }).refusal).toBe("decided_for_nobody");
    expect(decide({ manual: decided("meg", ["banned", 3]) }).refusal).toBe("affiliate_banned");
  });

  it.each([
    [true, "move"],
    [false, "keep"],
  ])("moves the binding only where that was asked (%s): %s", (moveBinding, action) => {
    const manual = { ...decided("meg"), moveBinding };
    expect(decide({ manual, binding: bindingTo(bob) }).bindingAction).toBe(action);
  });

  it.each([
    [true, "create"],
    [false, "none"],
  ])("makes a binding only where that was asked (%s): %s", (moveBinding, action) => {
    expect(decide({ manual: { ...decided("meg"), moveBinding } }).bindingAction).toBe(action);
  });
});
