import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOON, testConversion, testWorld } from "../../testing/run.ts";
import { DAY } from "../../testing/shop.ts";
import { historyOf, mergeHistories } from "./history.ts";
import type { ConversionRow, History } from "./world.ts";

const stored: History = new Map([["sale ", { credited: 2, firstAt: NOON - 9 * DAY }]]);

function worldWith(...rows: Partial<ConversionRow>[]) {
  const world = testWorld({ history: new Map([["cus_1", stored]]) });
  for (const own of rows) {
    const row = testConversion({ customerId: "cus_1", affiliateId: "aff_1", ...own });
    world.conversions.set(row.id, {
      row,
      references: [],
      said: { tokens: [], codes: [], identities: [] },
      sightings: [],
      commissions: [],
      trace: null,
    });
  }
  return world;
}

describe("what a customer did before", () => {
  it("is nothing for nobody, and for whom nobody knows", () => {
    expect(historyOf(worldWith({}), null)).toEqual(new Map());
    expect(historyOf(worldWith({}), "cus_2")).toEqual(new Map());
  });

  it("is what is stored, and what the list has done to it", () => {
    const world = worldWith({}, { type: "lead" }, { type: "event", eventName: "trial" });
    expect(historyOf(world, "cus_1")).toEqual(
      new Map([
        ["sale ", { credited: 3, firstAt: NOON - 9 * DAY }],
        ["lead ", { credited: 1, firstAt: NOON }],
        ["event trial", { credited: 1, firstAt: NOON }],
      ]),
    );
  });

  it("starts with the invoiced period of a renewal, not with the day on which it was paid", () => {
    const world = worldWith({ periodStart: NOON - 30 * DAY });
    expect(historyOf(world, "cus_1").get("sale ")?.firstAt).toBe(NOON - 30 * DAY);
  });

  it.each<[string, Partial<ConversionRow>]>([
    ["that nobody is credited for", { affiliateId: null }],
    ["of nothing", { baseInProgram: 0 }],
    ["whose rate nobody knows yet", { baseInProgram: null }],
    ["that waits to be confirmed", { needsConfirmation: true }],
    ["of another customer", { customerId: "cus_2" }],
    ["that is being decided again", { id: "conv_again" }],
  ])("is not a sale %s", (_, own) => {
    expect(historyOf(worldWith(own), "cus_1", "conv_again")).toEqual(stored);
  });
});

const history: fc.Arbitrary<History> = fc
  .dictionary(
    fc.constantFrom("sale ", "lead ", "event trial"),
    fc.record({ credited: fc.nat(50), firstAt: fc.nat(NOON) }),
  )
  .map((parts) => new Map(Object.entries(parts)));

it("histories of those who are one add up, whatever the order and however they were merged", () => {
  fc.assert(
    fc.property(history, history, history, (one, other, third) => {
      const all = mergeHistories([one, other, third]);
      expect(mergeHistories([third, one, other])).toEqual(all);
      expect(mergeHistories([mergeHistories([one, other]), third])).toEqual(all);
      for (const [key, { credited, firstAt }] of all) {
        const parts = [one, other, third].flatMap((part) => part.get(key) ?? []);
        expect(credited).toBe(parts.reduce((sum, part) => sum + part.credited, 0));
        expect(firstAt).toBe(Math.min(...parts.map((part) => part.firstAt)));
      }
    }),
  );
});
