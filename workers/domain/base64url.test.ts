import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

describe("base64url", () => {
  it("is that of every other implementation, and comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
    );
  });

  // RFC 4648 §10, without padding
  it.each([
    ["", ""],
    ["f", "Zg"],
    ["fo", "Zm8"],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg"],
  ])("of %j is %j", (plain, text) => {
    expect(toBase64Url(new TextEncoder().encode(plain))).toBe(text);
  });

  it.each([
    ["padding", "Zg=="],
    ["a length that no bytes have", "Zm9vY"],
    ["the other alphabet", "+/+/"],
    ["a line break", "Zm9v\nZm9"],
    ["bits left over that are not zero", "Zh"],
    ["letters beyond ASCII", "Zmé0"],
  ])("with %s is refused", (_, text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});
