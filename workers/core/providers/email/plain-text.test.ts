import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text.ts";
import { ALL_PARTS, FACTS, LONG, LONG_ADDRESS, QUOTE } from "./testing/sample-bodies.tsx";

describe("the plain text of a mail", () => {
  it("has its blocks apart, and says of a button what it does and where it leads", () => {
    expect(plainText(ALL_PARTS)).toBe(
      "Hello\n\nOne & two\n\nGo:\nhttps://app.example/x?a=1&b=2\n\nBye\n",
    );
  });

  it("marks somebody else's words, line by line", () => {
    expect(plainText(QUOTE)).toBe("> Hi\n> \n> there\n");
  });

  it("has facts one a line", () => {
    expect(plainText(FACTS)).toBe("Device: Firefox\nTime: noon\n");
  });

  it("breaks long lines between words, and never an address", () => {
    const lines = plainText(LONG).split("\n");
    expect(lines.filter((line) => line.length > 72)).toEqual([LONG_ADDRESS]);
    expect(lines[0]).toBe("word ".repeat(14).trim());
  });

  it("of nothing is nothing", () => {
    expect(plainText(null)).toBe("\n");
  });
});
