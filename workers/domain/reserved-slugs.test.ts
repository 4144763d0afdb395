import { expect, it } from "vitest";
import { isReservedSlug } from "./reserved-slugs.ts";

it.each([
  ["t.js", true],
  ["health", true],
  ["robots.txt", true],
  ["favicon.ico", true],
  ["summer", false],
  ["healthy", false],
  ["", false],
])("on a link domain %s is the product's own: %s", (slug, reserved) =>
  expect(isReservedSlug(slug)).toBe(reserved),
);
