import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPack, isTooOld, type OwnedClick, PACK_AGE_MS_MAX, splitByAffiliate } from "./pack.ts";

const click: OwnedClick = {
  link: "link_1",
  program: "prog_1",
  affiliate: "aff_1",
  at: 1_000,
  nonce: "n",
  visitor: "v",
};
const pack = { id: "pack_1", at: 1_000, clicks: [click] };

describe("a message of the queue of clicks", () => {
  it.each([
    ["a pack", pack],
    ["one without clicks", { ...pack, clicks: [] }],
    [
      "one with every field",
      { ...pack, clicks: [{ ...click, mode: "test", sub: ["a"], utm: {} }] },
    ],
    ["one with fields that are not known yet", { ...pack, more: 1 }],
  ])("is %s", (_, body) => {
    expect(isPack(body)).toBe(true);
  });

  it.each([
    ["nothing", null],
    ["a text", "pack"],
    ["a list", [pack]],
    ["without an id", { ...pack, id: "" }],
    ["without a time", { ...pack, at: Number.NaN }],
    ["without clicks", { id: "pack_1", at: 1 }],
    ["with a click that is nothing", { ...pack, clicks: [null] }],
    ["with a click of nobody", { ...pack, clicks: [{ ...click, affiliate: undefined }] }],
    ["with a click at no time", { ...pack, clicks: [{ ...click, at: "now" }] }],
    ["with a click after the end of time", { ...pack, clicks: [{ ...click, at: 9e15 }] }],
    ["with a visitor of two words", { ...pack, clicks: [{ ...click, visitor: "a b" }] }],
    ["with a link of two lines", { ...pack, clicks: [{ ...click, link: "a\nb" }] }],
    ["with a fractional time", { ...pack, clicks: [{ ...click, at: 0.5 }] }],
    ["with a third mode", { ...pack, clicks: [{ ...click, mode: "demo" }] }],
    ["with sub-ids that are no texts", { ...pack, clicks: [{ ...click, sub: [1] }] }],
    ["with a country that is no text", { ...pack, clicks: [{ ...click, country: {} }] }],
  ])("is no pack: %s", (_, body) => {
    expect(isPack(body)).toBe(false);
  });
});

describe("a pack", () => {
  const clicks = fc.array(
    fc.record({
      affiliate: fc.constantFrom("aff_1", "aff_2", "aff_3"),
      nonce: fc.string(),
    }),
  );

  it("splits alike whenever it is delivered, keeping its id, every click and their order", () => {
    fc.assert(
      fc.property(clicks, (own) => {
        const whole = { ...pack, clicks: own.map((one) => ({ ...click, ...one })) };
        const parts = splitByAffiliate(whole);
        expect(splitByAffiliate(structuredClone(whole))).toEqual(parts);
        for (const [affiliate, part] of parts) {
          expect(part).toEqual({
            id: whole.id,
            at: whole.at,
            clicks: whole.clicks.filter((one) => one.affiliate === affiliate),
          });
        }
        const total = [...parts.values()].reduce((sum, part) => sum + part.clicks.length, 0);
        expect(total).toBe(whole.clicks.length);
      }),
    );
  });

  it.each([
    ["at the limit", PACK_AGE_MS_MAX, false],
    ["beyond it", PACK_AGE_MS_MAX + 1, true],
    ["from a clock that runs ahead", -60_000, false],
  ])("is too old, %s", (_, age, expected) => {
    const now = 2e12;
    expect(isTooOld({ ...pack, at: now - age }, now)).toBe(expected);
  });
});
