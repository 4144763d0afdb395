import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeClickToken,
  encodeClickToken,
  isFromFuture,
  layOutClickToken,
  SIGNED_BYTES,
  signedBytes,
  splitTouches,
  TOKEN_FLAG,
  tokenBytes,
  tokenCountry,
  tokenText,
} from "./click-token.ts";

const AT = 0x0193_5f2a_1b00;
const fields = {
  keyId: 3,
  flags: TOKEN_FLAG.prefetch,
  linkId: new Uint8Array(16).fill(0xaa),
  at: AT,
  country: "DE",
  nonce: new Uint8Array(8).fill(0xbb),
};

describe("the bytes of a click token", () => {
  it("stand where the design says", () => {
    expect(Buffer.from(encodeClickToken(fields)).toString("hex")).toBe(
      `1302${"aa".repeat(16)}01935f2a1b004445${"bb".repeat(8)}`,
    );
  });

  it("are signed together with a context string", () => {
    const signed = signedBytes(encodeClickToken(fields));
    expect(Buffer.from(signed).toString("latin1")).toMatch(/^trackdesk\.click-token\.v1:/);
    expect(signed).toEqual(layOutClickToken(fields).subarray(0, SIGNED_BYTES));
  });

  it("come back from their text", () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const anyFields = fc.record({
      keyId: fc.nat(15),
      flags: fc.nat(15),
      linkId: bytes(16),
      at: fc.nat(2 ** 48 - 1),
      country: fc.constantFrom("US", "XX", "T1"),
      nonce: bytes(8),
    });
    fc.assert(
      fc.property(anyFields, (any) => {
        const text = tokenText(layOutClickToken(any));
        expect(text).toHaveLength(64);
        expect(decodeClickToken(tokenBytes(text) ?? new Uint8Array())).toEqual(any);
      }),
    );
  });

  it.each([
    ["nothing", 0],
    ["one byte short", 47],
    ["one byte long", 49],
  ])("are refused with a wrong length: %s", (_, length) => {
    expect(decodeClickToken(new Uint8Array(length).fill(0x10))).toBeNull();
  });

  it.each([
    ["a version that is not ours", 0, 0x23],
    ["a flag without a meaning", 1, 0x10],
    ["a country in lower case", 24, 0x64],
    ["a country that is no text", 25, 0x00],
  ])("are refused with %s", (_, position, value) => {
    const bytes = encodeClickToken(fields);
    bytes[position] = value;
    expect(decodeClickToken(bytes)).toBeNull();
  });
});

describe("a country in a token", () => {
  it.each([
    ["DE", "DE"],
    ["T1", "T1"],
    [undefined, "XX"],
    ["", "XX"],
    ["de", "XX"],
    ["DEU", "XX"],
    ["ÄÖ", "XX"],
  ])("%s is written as %s", (country, written) => {
    expect(tokenCountry(country)).toBe(written);
  });
});

describe("the time of a token", () => {
  it.each([
    ["long ago", -1e9, false],
    ["now", 0, false],
    ["five minutes ahead", 300_000, false],
    ["more than five minutes ahead", 300_001, true],
  ])("%s", (_, ahead, future) => {
    expect(isFromFuture({ ...fields, at: AT + ahead }, AT)).toBe(future);
  });
});

describe("touches handed over in one string", () => {
  const first = "a".repeat(64);
  const last = "b".repeat(64);
  it.each([
    ["one touch", first, [first]],
    ["first and last touch", first + last, [first, last]],
    ["nothing", "", []],
    ["a part of a token", first.slice(1), []],
    ["one and a half", first + last.slice(1), []],
    ["three", first + last + first, []],
  ])("%s", (_, text, tokens) => {
    expect(splitTouches(text)).toEqual(tokens);
  });
});
