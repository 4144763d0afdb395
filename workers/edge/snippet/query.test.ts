import { expect, it } from "vitest";
import { withoutParams } from "./query.ts";

it.each([
  ["?td=T", ""],
  ["", ""],
  ["?a=1&td=T&b=2", "a=1&b=2"],
  ["?td=T&via=anna&utm_source=x", "utm_source=x"],
  ["?a=%20+%C3%A4&td=T&a=2&=&b", "a=%20+%C3%A4&a=2&=&b"],
  ["?std=1&td2=2&a=td=3", "std=1&td2=2&a=td=3"],
])("takes the token out of %s and leaves every other byte", (search, rest) => {
  expect(withoutParams(search, ["td", "via"])).toBe(rest);
});
