import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainMessage, plainName } from "./plain-words.ts";

describe("a name in a mail", () => {
  it.each([
    ["stays as it is", "Ada O'Lovelace-Byron, M.Sc. (hon)", "Ada O'Lovelace-Byron, M․Sc. (hon)"],
    ["keeps letters of every script", "Ångström 山田 عمر 👩‍🚀", "Ångström 山田 عمر 👩‍🚀"],
    ["is one line", "Ada\r\nBcc: all", "Ada Bcc: all"],
    ["holds no link", "Win at https://evil.example/x", "Win at https:⁄⁄evil․example/x"],
    ["holds no bare domain", "www.evil.example", "www․evil․example"],
    ["cannot turn text around", "abc\u202egpj.exe", "abcgpj․exe"],
    ["hides nothing", "Pay\u200bPal\ufeff", "PayPal"],
    ["may be empty", " \n ", ""],
  ])("%s", (_, text, expected) => {
    expect(plainName(text)).toBe(expected);
  });

  it("that is a letter of its own is cut to 80 characters", () => {
    expect([...plainName("🎉".repeat(200))]).toHaveLength(80);
    expect(plainName("🎉".repeat(200)).endsWith("🎉…")).toBe(true);
    expect(plainName("x".repeat(80))).toBe("x".repeat(80));
  });

  it("is one line without a link, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const name = plainName(text);
        expect(name).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(name).not.toMatch(/:\/\/|[a-z0-9]\.[a-z0-9]/i);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe("a message in a mail", () => {
  it.each([
    ["keeps its lines", "One\n\ntwo", "One\n\ntwo"],
    ["ends its lines in one way", "a\r\nb\rc\u2028d", "a\nb\nc\nd"],
    ["holds no other control character", "a\tb\u0000c\u0085d", "a b c d"],
    ["holds no link", "see http://evil.example now.", "see http:⁄⁄evil․example now."],
    ["is not cut", "x".repeat(900), "x".repeat(900)],
  ])("%s", (_, text, expected) => {
    expect(plainMessage(text)).toBe(expected);
  });
});
