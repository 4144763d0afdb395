import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLOCK_SKEW_MS_MAX, TOKEN_FLAG } from "../domain/click-token.ts";
import {
  constantTimeEqual,
  deriveKey,
  hmacHex,
  importHmacKey,
  parseTokenKeys,
  sha256Hex,
  signClickToken,
  verifyClickToken,
} from "./crypto.ts";

const KEY_A = Buffer.alloc(32, 1).toString("base64url");
const KEY_B = Buffer.alloc(32, 2).toString("base64url");
const NOW = Date.UTC(2026, 10, 24, 12);
const keys = await parseTokenKeys(`1:${KEY_A}`);
const fields = {
  flags: 0,
  linkId: Uint8Array.from({ length: 16 }, (_, index) => index),
  at: NOW - 1_000,
  country: "DE",
  nonce: Uint8Array.from({ length: 8 }, (_, index) => 100 + index),
};
const token = await signClickToken(fields, keys);

/** The token with one bit of one byte turned. */
function altered(byte: number, bit: number): string {
  const bytes = Buffer.from(token, "base64url");
  bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
  return bytes.toString("base64url");
}

describe("a signed click token", () => {
  it("is 64 characters that Stripe takes as client_reference_id", () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
  });

  it("comes back with what was signed", async () => {
    expect(await verifyClickToken(token, keys, NOW)).toEqual({ ok: true, keyId: 1, ...fields });
  });

  it("comes back whatever was signed", async () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          flags: fc.nat(15),
          linkId: bytes(16),
          at: fc.nat(NOW),
          country: fc.constantFrom("US", "DE", "XX", "T1"),
          nonce: bytes(8),
        }),
        async (any) => {
          const verified = await verifyClickToken(await signClickToken(any, keys), keys, NOW);
          expect(verified).toEqual({ ok: true, keyId: 1, ...any });
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is refused when any bit of it is altered", async () => {
    for (let byte = 0; byte < 48; byte++) {
      for (let bit = 0; bit < 8; bit++) {
        expect((await verifyClickToken(altered(byte, bit), keys, NOW)).ok).toBe(false);
      }
    }
  });

  it.each([
    ["its link altered", altered(2, 0), "forged"],
    ["its time altered", altered(23, 3), "forged"],
    ["its bot flag taken away or added", altered(1, 0), "forged"],
    ["its HMAC altered", altered(47, 7), "forged"],
    ["another version", altered(0, 5), "malformed"],
    ["a key that is not configured", altered(0, 1), "unknown_key"],
    ["an unknown flag", altered(1, 7), "malformed"],
    ["one character missing", token.slice(1), "malformed"],
    ["one character more", `${token}A`, "malformed"],
    ["padding", `${token.slice(0, 63)}=`, "malformed"],
    ["the other alphabet of base64", `+${token.slice(1)}`, "malformed"],
    ["a space", ` ${token.slice(1)}`, "malformed"],
    ["letters beyond ASCII", `é${token.slice(1)}`, "malformed"],
    ["nothing at all", "", "malformed"],
    ["something made up", "A".repeat(64), "malformed"],
  ])("with %s is refused", async (_, text, reason) => {
    expect(await verifyClickToken(text, keys, NOW)).toEqual({ ok: false, reason });
  });

  it("made with another installation's key is forged", async () => {
    const stranger = await parseTokenKeys(`1:${KEY_B}`);
    const foreign = await signClickToken(fields, stranger);
    expect(await verifyClickToken(foreign, keys, NOW)).toEqual({ ok: false, reason: "forged" });
  });

  it.each([
    ["at the skew that clocks are allowed", CLOCK_SKEW_MS_MAX, true],
    ["beyond it", CLOCK_SKEW_MS_MAX + 1, false],
  ])("from the future, %s", async (_, ahead, ok) => {
    const future = await signClickToken({ ...fields, at: NOW + ahead }, keys);
    expect((await verifyClickToken(future, keys, NOW)).ok).toBe(ok);
  });

  it("keeps its flags", async () => {
    const flagged = await signClickToken({ ...fields, flags: TOKEN_FLAG.bot }, keys);
    expect(await verifyClickToken(flagged, keys, NOW)).toMatchObject({ flags: TOKEN_FLAG.bot });
  });
});

describe("keys of click tokens", () => {
  it("sign with the first and verify with all, so that a key can be changed", async () => {
    const rotated = await parseTokenKeys(`2:${KEY_B},1:${KEY_A}`);
    expect(await verifyClickToken(token, rotated, NOW)).toMatchObject({ ok: true, keyId: 1 });
    const fresh = await signClickToken(fields, rotated);
    expect(await verifyClickToken(fresh, rotated, NOW)).toMatchObject({ ok: true, keyId: 2 });
    expect(await verifyClickToken(fresh, keys, NOW)).toEqual({ ok: false, reason: "unknown_key" });
  });

  it.each([
    ["nothing", "", /key 1 is not/],
    ["an id above 15", `16:${KEY_A}`, /key 1 is not/],
    ["a key that is too short", `1:${KEY_A.slice(2)}`, /key 1 is not/],
    ["no id", KEY_A, /key 1 is not/],
    ["a broken second key", `1:${KEY_A},2:x`, /key 2 is not/],
    ["an id twice", `1:${KEY_A},1:${KEY_B}`, /id 1 stands twice/],
  ])("are refused with %s, naming the variable", async (_, text, message) => {
    await expect(parseTokenKeys(text)).rejects.toThrow(message);
    await expect(parseTokenKeys(text)).rejects.toThrow("CLICK_TOKEN_KEYS");
  });
});

describe("hashes", () => {
  it("match the published vectors", async () => {
    // RFC 4231 test case 2; FIPS 180-2 appendix B.1
    const key = await importHmacKey(Uint8Array.from(Buffer.from("Jefe")));
    expect(await hmacHex(key, "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    expect(await sha256Hex("abc")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("under keys for two purposes have nothing in common", async () => {
    const ticket = await deriveKey(KEY_A, "ticket");
    expect(await hmacHex(ticket, "x")).toBe(await hmacHex(await deriveKey(KEY_A, "ticket"), "x"));
    expect(await hmacHex(ticket, "x")).not.toBe(await hmacHex(await deriveKey(KEY_A, "mail"), "x"));
  });

  it("are not made under a secret that is too short", async () => {
    await expect(deriveKey("c2hvcnQ", "ticket")).rejects.toThrow("32 bytes");
  });

  it.each([
    ["abc", "abc", true],
    ["abc", "abd", false],
    ["abc", "ab", false],
    ["", "a", false],
    ["", "", true],
  ])("%j and %j compare as %s", (a, b, equal) => {
    expect(constantTimeEqual(a, b)).toBe(equal);
  });
});
