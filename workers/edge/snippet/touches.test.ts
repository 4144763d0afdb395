import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutClickToken, TOKEN_FLAG, tokenText } from "../../domain/click-token.ts";
import { clickTime, FLAG_PREFETCH, FLAG_TEST, hasFlag, isToken, keepTouches } from "./touches.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);
const WINDOW = 30 * DAY;

/** A token as the edge lays it out, with no HMAC: the snippet verifies nothing. */
const token = (at: number, nonce = 0, flags = 0) =>
  tokenText(
    layOutClickToken({
      keyId: 1,
      flags,
      linkId: new Uint8Array(16).fill(0xfb),
      at,
      country: "XX",
      nonce: new Uint8Array(8).fill(nonce),
    }),
  );

describe("a click token as the browser reads it", () => {
  it.each([0, 1, NOW, 2 ** 32, 2 ** 48 - 1])("holds its click's time %d", (at) => {
    expect(clickTime(token(at))).toBe(at);
  });

  it.each([
    ["none", 0, false, false],
    ["bot", TOKEN_FLAG.bot, false, false],
    ["preview", TOKEN_FLAG.preview, false, false],
    ["prefetch", TOKEN_FLAG.prefetch, true, false],
    ["test", TOKEN_FLAG.test, false, true],
    ["prefetch and test", TOKEN_FLAG.prefetch | TOKEN_FLAG.test, true, true],
  ])("flagged %s", (_, flags, prefetch, test) => {
    expect(hasFlag(token(NOW, 0, flags), FLAG_PREFETCH)).toBe(prefetch);
    expect(hasFlag(token(NOW, 0, flags), FLAG_TEST)).toBe(test);
  });

  it("has no flag where there is no token", () => {
    expect(hasFlag("", FLAG_TEST)).toBe(false);
  });

  it.each([
    ["64 characters", token(NOW), true],
    ["63", token(NOW).slice(1), false],
    ["65", `${token(NOW)}A`, false],
    ["another alphabet", `${token(NOW).slice(1)}+`, false],
    ["nothing", "", false],
    ["no parameter", null, false],
  ])("is told from other text: %s", (_, text, expected) => {
    expect(isToken(text)).toBe(expected);
  });
});

describe("first and last touch", () => {
  const early = token(NOW - 20 * DAY, 1);
  const middle = token(NOW - 10 * DAY, 2);
  const late = token(NOW - DAY, 3);
  const expired = token(NOW - 31 * DAY, 4);
  const ancient = token(NOW - 300 * DAY, 5);
  const planted = token(NOW + 400 * DAY, 6);

  it.each([
    ["nothing arrived", [], ""],
    ["one click is both", [early], early],
    ["the same click again changes nothing", [early, early], early],
    ["two clicks", [early, late], early + late],
    ["three clicks: the middle one goes", [early, middle, late], early + late],
    ["a click learnt late, as from another tab", [middle, late, early], early + late],
    ["an expired first touch gives way to the next", [expired, middle, late], middle + late],
    ["an expired first touch with one after it", [expired, late], late],
    ["all expired: the last is kept for the server to judge", [ancient, expired], expired],
    ["one expired alone", [expired], expired],
    ["a planted future click does not stay the last", [planted, late], late],
    ["a planted future click does not push out the first", [early, planted, late], early + late],
  ])("%s", (_, tokens, kept) => {
    expect(keepTouches(tokens, NOW, WINDOW)).toBe(kept);
  });

  it("counts a click at the window's last millisecond, and not one later", () => {
    const edge = token(NOW - WINDOW);
    expect(keepTouches([edge, late], NOW, WINDOW)).toBe(edge + late);
    expect(keepTouches([edge, late], NOW + 1, WINDOW)).toBe(late);
  });

  it("keeps the only click of a visitor whose clock is years behind, and the newer of two", () => {
    const wrong = NOW - 3000 * DAY;
    expect(keepTouches([late], wrong, WINDOW)).toBe(late);
    expect(keepTouches([early, late], wrong, WINDOW)).toBe(late);
  });

  const clicks = fc.array(
    fc
      .tuple(fc.integer({ min: -400, max: 60 }), fc.integer({ min: 0, max: 255 }))
      .map(([days, nonce]) => token(NOW + days * DAY, nonce)),
    { maxLength: 8 },
  );
  const split = (kept: string) => kept.match(/.{64}/g) ?? [];

  it("is one or two of the clicks, as td('id') and Stripe's client_reference_id promise", () => {
    fc.assert(
      fc.property(clicks, (tokens) => {
        const kept = keepTouches(tokens, NOW, WINDOW);
        expect(kept).toMatch(/^(?:[A-Za-z0-9_-]{64}){0,2}$/);
        expect(new Set(split(kept)).size).toBe(split(kept).length);
        for (const touch of split(kept)) expect(tokens).toContain(touch);
        expect(kept === "").toBe(tokens.length === 0);
      }),
    );
  });

  it("is the same when what was kept is looked at again, and with clicks that came twice", () => {
    fc.assert(
      fc.property(clicks, (tokens) => {
        const kept = keepTouches(tokens, NOW, WINDOW);
        expect(keepTouches(split(kept), NOW, WINDOW)).toBe(kept);
        expect(keepTouches([...tokens, ...tokens], NOW, WINDOW)).toBe(kept);
      }),
    );
  });
});
