import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SLUG, SLUG_LENGTH_MAX, slugOf } from "./slug.ts";

describe("a slug made from a name", () => {
  it.each([
    ["Acme partners", "acme-partners"],
    ["  Café Größe & Co. ", "cafe-grosse-co"],
    ["Łódź -- 2026", "lodz-2026"],
    ["ﬁne", "fine"],
    ["日本", "program"],
    ["", "program"],
    ["a".repeat(100), "a".repeat(SLUG_LENGTH_MAX)],
    [`${"a".repeat(SLUG_LENGTH_MAX - 1)} b`, "a".repeat(SLUG_LENGTH_MAX - 1)],
  ])("of %j is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("is a slug whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(SLUG);
        expect(slug.length).toBeLessThanOrEqual(SLUG_LENGTH_MAX);
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});
