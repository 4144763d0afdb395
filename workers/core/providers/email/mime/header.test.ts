import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWords } from "../testing/parse-mail.ts";
import { headerDate, headerMailbox, headerText, oneLine } from "./header.ts";

describe("a header's text", () => {
  it.each([
    ["plain words stay", "Confirm your address", "Confirm your address"],
    ["other letters are encoded", "Grüße", "=?UTF-8?B?R3LDvMOfZQ==?="],
    ["what looks encoded is encoded", "=?x", "=?UTF-8?B?PT94?="],
    ["a new line is a blank, and begins no field", "Hi\r\nBcc: a@b.example", "Hi Bcc: a@b.example"],
    ["so are other ends of lines", "a\u2028b\u0085c\u000bd", "a b c d"],
    ["blanks around it go", "  a  b  ", "a b"],
  ])("%s", (_, text, expected) => {
    expect(headerText(text)).toBe(expected);
  });

  it("is folded into words of at most 75 characters, whole letters in each", () => {
    const text = "Ünïcode 🎉 ".repeat(30).trim();
    const lines = headerText(text).split("\r\n ");
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(75);
      expect(decodeWords(line)).not.toContain("\ufffd");
    }
    expect(decodeWords(headerText(text))).toBe(text);
  });

  it("stays one field, and gives back its text, whatever it is made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const value = headerText(text);
        expect(value).toMatch(/^[\x20-\x7e]*(?:\r\n [\x21-\x7e]+)*$/);
        expect(decodeWords(value)).toBe(oneLine(text));
      }),
    );
  });
});

describe("a mailbox", () => {
  const address = "ada@shop.example";
  it.each([
    ["without a name is its address", "", "ada@shop.example"],
    ["has its name in quotes", "Ada L., Countess", '"Ada L., Countess" <ada@shop.example>'],
    ["keeps quotes inside", 'The "A" \\ B', '"The \\"A\\" \\\\ B" <ada@shop.example>'],
    ["encodes other letters", "Åda", "=?UTF-8?B?w4VkYQ==?= <ada@shop.example>"],
    ["begins no field", "A\r\nBcc: x", '"A Bcc: x" <ada@shop.example>'],
  ])("%s", (_, name, expected) => {
    expect(headerMailbox({ name, address })).toBe(expected);
  });
});

it("a date is as RFC 5322 has it", () => {
  expect(headerDate(Date.UTC(2026, 0, 5, 9, 3, 7))).toBe("Mon, 05 Jan 2026 09:03:07 +0000");
});
