import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeQuotedPrintable } from "../testing/parse-mail.ts";
import { quotedPrintable } from "./quoted-printable.ts";

describe("quoted-printable", () => {
  it.each([
    ["plain words stay", "Hello, Ada!", "Hello, Ada!"],
    ["an equals sign is written", "a=b", "a=3Db"],
    ["other letters are bytes of UTF-8", "Grüße €", "Gr=C3=BC=C3=9Fe =E2=82=AC"],
    ["a blank at a line's end would be lost", "a \nb\t", "a=20\r\nb=09"],
    ["every kind of line end is one", "a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd"],
    ["control characters are written", "a\u0000b", "a=00b"],
    ["nothing is nothing", "", ""],
  ])("%s", (_, text, encoded) => {
    expect(quotedPrintable(text)).toBe(encoded);
  });

  it("breaks lines before they are longer than 76 characters", () => {
    const lines = quotedPrintable("x".repeat(200)).split("\r\n");
    expect(lines.map((line) => line.length)).toEqual([76, 76, 50]);
    expect(quotedPrintable("x".repeat(76))).toBe("x".repeat(76));
  });

  it("gives back any text, on lines of ASCII that are short enough and hold no boundary", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const encoded = quotedPrintable(text);
        expect(encoded).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(encoded).not.toContain("=_");
        for (const line of encoded.split("\r\n")) {
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).not.toMatch(/[ \t]$/);
        }
        expect(decodeQuotedPrintable(encoded)).toBe(text.replace(/\r\n?/g, "\n"));
      }),
    );
  });
});
