import { describe, expect, it } from "vitest";
import type { AttributionDecision } from "../../../domain/attribution.ts";
import { NOON, testBinding, testConversion, testRun, testWorld } from "../../testing/run.ts";
import { DAY } from "../../testing/shop.ts";
import { applyBinding, endOwnBinding, forgetSale } from "./apply-binding.ts";
import type { Credited } from "./credit.ts";
import type { BindingRow, ConversionRow } from "./world.ts";

const credited = (
  bindingAction: AttributionDecision["bindingAction"],
  own: Partial<AttributionDecision> = {},
): Credited =>
  ({ decision: { bindingAction, via: "click", bindingStanding: "live", ...own } }) as Credited;

const sale = (own: Partial<ConversionRow> = {}) =>
  testConversion({ customerId: "cus_1", affiliateId: "aff_1", via: "click", ...own });

function bound(own: Partial<BindingRow> = {}) {
  const run = testRun(testWorld());
  const binding = testBinding({ boundAt: NOON - DAY, firstSaleAt: NOON - DAY, ...own });
  run.world.bindings.set("cus_1", binding);
  return { run, binding, now: () => run.world.bindings.get("cus_1") };
}

describe("a customer's first credited conversion", () => {
  it.each<[string, Partial<ConversionRow>, Partial<BindingRow>]>([
    ["a lead starts the lead window", { type: "lead" }, { leadAt: NOON, firstSaleAt: null }],
    ["a sale starts the reward's months", { type: "sale" }, { leadAt: null, firstSaleAt: NOON }],
  ])("binds him: %s", (_, own, binding) => {
    const run = testRun(testWorld());
    const row = sale({
      ...own,
      linkId: "link_1",
      clickAt: NOON - 1,
      clickNonce: "n",
      country: "DE",
    });
    applyBinding(run, credited("create"), row, "rewv_1");
    expect(run.changes.bindings).toMatchObject([
      {
        customerId: "cus_1",
        affiliateId: "aff_1",
        conversionId: row.id,
        rewardVersionId: "rewv_1",
        boundAt: NOON,
        ...binding,
      },
    ]);
    expect(run.world.bindings.get("cus_1")).toMatchObject({
      row: run.changes.bindings[0],
      linkId: "link_1",
      click: { at: NOON - 1, nonce: "n", country: "DE" },
    });
  });

  it.each<[string, Partial<ConversionRow>, AttributionDecision["via"]]>([
    ["without a customer", { customerId: null }, "click"],
    ["that nobody is credited for", { affiliateId: null }, null],
    ["that a binding was credited for", {}, "binding"],
  ])("binds nobody %s", (_, own, via) => {
    const run = testRun(testWorld());
    applyBinding(run, credited("create", { via }), sale(own), null);
    expect(run.changes.bindings).toEqual([]);
    expect(run.world.bindings.size).toBe(0);
  });
});

describe("a bound customer's sale", () => {
  it("changes nothing when he had bought before", () => {
    const { run, binding, now } = bound();
    applyBinding(run, credited("keep", { via: "binding" }), sale(), null);
    expect(run.changes.bindingChanges).toEqual([]);
    expect(now()).toBe(binding);
  });

  it.each<[string, Partial<BindingRow>, number, number]>([
    ["is his first after a lead", { firstSaleAt: null, leadAt: NOON - DAY }, NOON, NOON],
    ["was before the first one known, and came late", {}, NOON - 3 * DAY, NOON - 3 * DAY],
  ])("starts the clock when it %s", (_, own, occurredAt, firstSaleAt) => {
    const { run, binding, now } = bound(own);
    applyBinding(run, credited("keep", { via: "binding" }), sale({ occurredAt }), null);
    expect(run.changes.bindingChanges).toEqual([
      {
        id: binding.row.id,
        fromVersion: 1,
        boundAt: NOON - DAY,
        leadAt: binding.row.leadAt,
        firstSaleAt,
        rewardVersionId: binding.row.rewardVersionId,
        endedAt: null,
        endReason: null,
      },
    ]);
    expect(now()?.row.firstSaleAt).toBe(firstSaleAt);
  });

  it("credited to somebody else, or to nobody, is no sale of his affiliate's", () => {
    const { run } = bound({ firstSaleAt: null });
    for (const affiliateId of ["aff_2", null]) {
      applyBinding(run, credited("keep"), sale({ affiliateId }), null);
    }
    expect(run.changes.bindingChanges).toEqual([]);
  });

  it("that made the binding moves it along when it is reported anew", () => {
    const { run, now } = bound({ conversionId: "conv_1" });
    const row = sale({ id: "conv_1", occurredAt: NOON - 2 * DAY });
    applyBinding(run, credited("keep"), row, null);
    expect(now()?.row).toMatchObject({ boundAt: NOON - 2 * DAY, firstSaleAt: NOON - 2 * DAY });
  });
});

describe("a lead that is reported anew, by somebody more trusted", () => {
  it("starts the lead window from when it says, under the reward of then", () => {
    const made = { conversionId: "conv_1", leadAt: NOON, boundAt: NOON, firstSaleAt: null };
    const { run, now } = bound({ ...made, rewardVersionId: null });
    const row = sale({ id: "conv_1", type: "lead", occurredAt: NOON - 2 * DAY });
    applyBinding(run, credited("keep"), row, "rewv_1");
    const anew = { boundAt: NOON - 2 * DAY, leadAt: NOON - 2 * DAY, rewardVersionId: "rewv_1" };
    expect(now()?.row).toMatchObject({ ...anew, firstSaleAt: null });
    expect(run.changes.bindingChanges).toMatchObject([anew]);
  });
});

describe("a binding that ends", () => {
  it.each<[string, AttributionDecision["bindingStanding"], string]>([
    ["for want of a sale", "lapsed", "lapsed"],
    ["with the report that made it", "own", "replaced"],
  ])("%s says so, from now on", (_, bindingStanding, endReason) => {
    const { run, now } = bound();
    applyBinding(
      run,
      credited("end", { bindingStanding, via: null }),
      sale({ affiliateId: null }),
      null,
    );
    expect(run.changes.bindingChanges).toMatchObject([
      { endedAt: NOON, endReason, fromVersion: 1 },
    ]);
    expect(now()).toBeUndefined();
  });

  it("by a move makes room for the new one", () => {
    const { run, binding, now } = bound();
    applyBinding(run, credited("move"), sale({ affiliateId: "aff_2" }), "rewv_2");
    expect(run.changes.bindingChanges).toMatchObject([{ id: binding.row.id, endReason: "moved" }]);
    expect(run.changes.bindings).toMatchObject([
      { affiliateId: "aff_2", rewardVersionId: "rewv_2" },
    ]);
    expect(now()?.row.affiliateId).toBe("aff_2");
  });

  it("in the same list in which it was made is written once, as ended", () => {
    const run = testRun(testWorld());
    applyBinding(run, credited("create"), sale(), null);
    applyBinding(run, credited("move"), sale({ affiliateId: "aff_2" }), null);
    expect(run.changes.bindingChanges).toEqual([]);
    expect(run.changes.bindings).toMatchObject([
      { affiliateId: "aff_1", endedAt: NOON, endReason: "moved" },
      { affiliateId: "aff_2", endedAt: null },
    ]);
  });

  it("after it was changed in the same list is guarded by the version that was read", () => {
    const { run } = bound({ firstSaleAt: null, version: 4 });
    applyBinding(run, credited("keep"), sale(), null);
    applyBinding(run, credited("move"), sale({ affiliateId: "aff_2" }), null);
    expect(run.changes.bindingChanges).toMatchObject([
      { fromVersion: 4, firstSaleAt: NOON, endedAt: NOON, endReason: "moved" },
    ]);
  });
});

describe("a conversion that is decided again", () => {
  it.each<[string, number | null]>([
    ["leaves the first sale to the next one", NOON + DAY],
    ["leaves no sale behind when it was the only one", null],
  ])("%s", (_, firstOther) => {
    const { run, now } = bound({ firstSaleAt: NOON });
    forgetSale(run, sale({ occurredAt: NOON }), firstOther);
    expect(now()?.row.firstSaleAt).toBe(firstOther);
  });

  it("was not the first sale, or no sale: nothing is forgotten", () => {
    const { run } = bound({ firstSaleAt: NOON - DAY });
    forgetSale(run, sale({ occurredAt: NOON }), null);
    forgetSale(run, sale({ type: "lead", occurredAt: NOON - DAY }), null);
    expect(run.changes.bindingChanges).toEqual([]);
  });

  it("and turns out to be another customer's leaves no binding with whom it was taken for", () => {
    const { run, now } = bound({ conversionId: "conv_1" });
    endOwnBinding(run, sale({ id: "conv_2" }));
    expect(now()).toBeDefined();
    endOwnBinding(run, sale({ id: "conv_1" }));
    expect(now()).toBeUndefined();
    expect(run.changes.bindingChanges).toMatchObject([{ endReason: "replaced" }]);
  });
});
