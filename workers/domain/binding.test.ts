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
} from "./attribution.fixture.ts";
import { attribute } from "./attribution.ts";
import { type BindingStanding, bindingAction } from "./binding.ts";

const ann = affiliateCalled("ann");
const bob = affiliateCalled("bob");

/** Ann's click of yesterday meets a customer who may be Bob's. */
const decide = (changes: CaseChanges) =>
  attribute(attributionCase({ touches: [clickOf(ann, { clickAt: daysBefore(1) })], ...changes }));
const credited = (changes: CaseChanges) => {
  const { via, affiliateId, bindingAction: action } = decide(changes);
  return `${via === null ? "nobody" : `${via} ${affiliateId?.slice(4)}`}, ${action}`;
};

/** A lead `days` before the event, no sale yet. */
const lead = (days: number) =>
  bindingTo(bob, {
    boundAt: daysBefore(days),
    leadAt: daysBefore(days),
    firstSaleAt: null,
    click: { at: daysBefore(days + 1), nonce: "nonce_lead", country: "AT" },
  });

describe("a binding is made by the first credited lead or sale", () => {
  it.each<[string, CaseChanges, string]>([
    ["a sale", { type: "sale" }, "click ann, create"],
    ["a lead", { type: "lead" }, "click ann, create"],
    ["a custom event makes none", { type: "event" }, "click ann, none"],
    ["a sale credited to nobody makes none", { touches: [] }, "nobody, none"],
    [
      "a bare-browser sale makes none before it is confirmed",
      { confirmed: false },
      "click ann, none",
    ],
  ])("%s", (_, changes, expected) => {
    expect(credited(changes)).toBe(expected);
  });
});

describe("it is not moved by later clicks or coupons", () => {
  it.each<[string, CaseChanges, string]>([
    ["a click", { binding: bindingTo(bob) }, "binding bob, keep"],
    ["a coupon", { binding: bindingTo(bob), coupons: [couponOf(ann)] }, "binding bob, keep"],
    ["a click after a lead", { binding: lead(10) }, "binding bob, keep"],
    ["an event", { binding: bindingTo(bob), type: "event" }, "binding bob, keep"],
  ])("%s", (_, changes, expected) => {
    expect(credited(changes)).toBe(expected);
  });

  it("brings the link, coupon and click that made it", () => {
    expect(decide({ binding: bindingTo(bob, { couponId: "coup_1" }) })).toMatchObject({
      linkId: "link_aff_bob",
      couponId: "coup_1",
      click: { nonce: "nonce_bound", country: "AT" },
      bindingId: "bind_aff_bob",
    });
  });

  it("the click that came too late is in the trace", () => {
    const { considered } = decide({ binding: bindingTo(bob) });
    expect(considered.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["credited", null],
      ["passed_over", "customer_is_bound"],
    ]);
  });
});

describe("unless the program lets newer touches move it until the first sale", () => {
  const settings = { rebind: "until_first_sale" } as const;
  it.each<[string, CaseChanges, string]>([
    ["after a lead, a newer click moves it", { binding: lead(10) }, "click ann, move"],
    [
      "after a lead, a coupon moves it",
      { binding: lead(10), touches: [], coupons: [couponOf(ann)] },
      "coupon ann, move",
    ],
    [
      "a click from before the lead does not",
      { binding: lead(10), touches: [clickOf(ann, { clickAt: daysBefore(10.5) })] },
      "binding bob, keep",
    ],
    [
      "a coupon redeemed before the lead does not",
      { binding: lead(10), touches: [], coupons: [couponOf(ann, {}, daysBefore(11))] },
      "binding bob, keep",
    ],
    ["after a sale nothing does", { binding: bindingTo(bob) }, "binding bob, keep"],
    [
      "the same affiliate's newer click keeps it",
      { binding: lead(10), touches: [clickOf(bob)] },
      "binding bob, keep",
    ],
    [
      "an ineligible click does not",
      { binding: lead(10), touches: [clickOf(ann, { overCap: true })] },
      "binding bob, keep",
    ],
    [
      "an event is credited by the newer click, and moves nothing",
      { binding: lead(10), type: "event" },
      "click ann, keep",
    ],
  ])("%s", (_, changes, expected) => {
    expect(credited({ settings, ...changes })).toBe(expected);
  });
});

describe("from lead to first sale runs the lead window", () => {
  it.each<[string, CaseChanges, string]>([
    ["90 days after the lead", { binding: lead(90) }, "binding bob, keep"],
    ["later it has lapsed, and a click makes a new one", { binding: lead(91) }, "click ann, move"],
    ["lapsed, and nobody else", { binding: lead(91), touches: [] }, "nobody, end"],
    ["by setting", { binding: lead(31), settings: { leadWindowDays: 30 } }, "click ann, move"],
    [
      "after the first sale it plays no role",
      { binding: { ...lead(300), firstSaleAt: daysBefore(250) } },
      "binding bob, keep",
    ],
    [
      "a sale reported late counts by its own time",
      { binding: { ...lead(95), firstSaleAt: EVENT_AT + 1 } },
      "click ann, move",
    ],
  ])("%s", (_, changes, expected) => {
    expect(credited(changes)).toBe(expected);
  });
});

describe("a report of a time before the binding", () => {
  it("counts under it from the click that made it", () => {
    const binding = bindingTo(bob, {
      boundAt: EVENT_AT + 5_000,
      firstSaleAt: null,
      click: { at: daysBefore(1), nonce: "n", country: null },
    });
    expect(credited({ binding })).toBe("binding bob, keep");
  });

  it("is not credited by a click that had not happened yet, and leaves the binding alone", () => {
    const binding = bindingTo(bob, {
      boundAt: EVENT_AT + 5_000,
      firstSaleAt: null,
      click: { at: EVENT_AT + 1, nonce: "n", country: null },
    });
    expect(credited({ binding, touches: [] })).toBe("nobody, keep");
    expect(credited({ binding })).toBe("click ann, keep");
  });
});

describe("a report that replaces the one that made the binding", () => {
  const binding = bindingTo(bob, { conversionId: "conv_this", firstSaleAt: EVENT_AT - 1 });
  it.each<[string, CaseChanges, string]>([
    ["names another affiliate's click: the binding moves", {}, "click ann, move"],
    ["names the same affiliate's: it stays", { touches: [clickOf(bob)] }, "click bob, keep"],
    ["names nobody: it ends", { touches: [] }, "nobody, end"],
  ])("%s", (_, changes, expected) => {
    expect(credited({ binding, ...changes })).toBe(expected);
  });

  it("is still the customer's first sale", () => {
    expect(decide({ binding }).customerKind).toBe("new");
  });

  it("by hand, follows what was asked", () => {
    const manual = { decisionId: "dec_1", decidedAt: EVENT_AT, affiliate: ann };
    expect(credited({ binding, manual: { ...manual, moveBinding: false } })).toBe(
      "manual ann, keep",
    );
    expect(credited({ binding, manual: { ...manual, moveBinding: true } })).toBe(
      "manual ann, move",
    );
    expect(credited({ binding, manual: { ...manual, affiliate: null, moveBinding: true } })).toBe(
      "nobody, end",
    );
  });
});

describe("whose affiliate may not be credited", () => {
  const bound = (...steps: Parameters<typeof affiliateCalled>[1][]) =>
    bindingTo(affiliateCalled("bob", ...steps));
  it.each<[string, CaseChanges, string, string | null]>([
    [
      "banned: nobody, not the next in order",
      { binding: bound(["banned", 3]) },
      "nobody, keep",
      "affiliate_banned",
    ],
    [
      "left, renewals stop",
      { binding: bound(["left", 3]), settings: { renewalsAfterLeaving: { kind: "stop" } } },
      "nobody, keep",
      "renewals_after_leaving_stopped",
    ],
    ["left, renewals go on", { binding: bound(["left", 3]) }, "binding bob, keep", null],
    [
      "left after the lead, before the first sale",
      { binding: { ...lead(10), affiliate: affiliateCalled("bob", ["left", 3]) } },
      "binding bob, keep",
      null,
    ],
  ])("%s", (_, changes, expected, refusal) => {
    expect(credited(changes)).toBe(expected);
    expect(decide(changes).refusal).toBe(refusal);
  });

  it("suspended: credited and held", () => {
    expect(decide({ binding: bound(["suspended", 3]) })).toMatchObject({
      affiliateId: "aff_bob",
      held: "affiliate_suspended",
    });
  });
});

describe("new or renewal", () => {
  it.each<[string, CaseChanges, string]>([
    ["no binding", {}, "new"],
    ["first sale after a lead", { binding: lead(10) }, "new"],
    ["a sale after a sale", { binding: bindingTo(bob) }, "renewal"],
    [
      "a sale reported late, from before the first",
      { binding: bindingTo(bob, { firstSaleAt: EVENT_AT + 1 }) },
      "new",
    ],
    ["a binding of test mode says nothing", { binding: bindingTo(bob, { mode: "test" }) }, "new"],
  ])("%s: %s", (_, changes, expected) => {
    expect(decide(changes).customerKind).toBe(expected);
  });
});

describe("a binding of another mode or program does not exist here", () => {
  it.each([{ mode: "test" }, { programId: "prog_other" }] as const)("%o", (changes) => {
    const decision = decide({ binding: bindingTo(bob, changes) });
    expect(decision).toMatchObject({
      affiliateId: "aff_ann",
      bindingAction: "create",
      bindingId: null,
    });
  });
});

describe("what happens to the binding, by its standing", () => {
  type Row = [BindingStanding | null, string | null, boolean, boolean, string];
  it.each<Row>([
    [null, "aff_ann", true, false, "create"],
    [null, "aff_ann", false, false, "none"],
    [null, null, true, false, "none"],
    ["other_mode", "aff_ann", true, false, "create"],
    ["live", "aff_ann", true, false, "keep"],
    ["live", "aff_ann", true, true, "move"],
    ["live", "aff_ann", false, true, "keep"],
    ["live", "aff_bob", true, true, "keep"],
    ["live", null, true, true, "end"],
    ["live", null, true, false, "keep"],
    ["later", "aff_ann", true, false, "keep"],
    ["lapsed", "aff_ann", true, false, "move"],
    ["lapsed", "aff_ann", false, false, "end"],
    ["lapsed", null, true, false, "end"],
    ["own", "aff_bob", true, false, "keep"],
    ["own", "aff_ann", true, false, "move"],
    ["own", "aff_ann", false, false, "end"],
  ])("%s, credited to %s, binds %s, moves %s: %s", (standing, creditedTo, binds, moves, action) => {
    expect(bindingAction({ standing, boundTo: "aff_bob", creditedTo, binds, moves })).toBe(action);
  });
});
