import { describe, expect, it } from "vitest";
import { defaultDestination } from "./default-destination.ts";
import { isAllowed } from "./destination.ts";

describe("where a link leads that nobody has chosen a page for", () => {
  it.each([
    ["https://shop.example/welcome", ["shop.example"], "https://shop.example/welcome"],
    [null, ["shop.example"], "https://shop.example/"],
    [null, ["*.shop.example", "shop.example", "b.example"], "https://shop.example/"],
    [null, ["shop.example:8443"], "https://shop.example:8443/"],
    ["https://elsewhere.example/", ["shop.example"], "https://shop.example/"],
    [null, ["*.shop.example"], null],
    [null, [], null],
  ])("fallback %s, hosts %j: %s", (fallbackUrl, allowedHosts, expected) => {
    const found = defaultDestination({ fallbackUrl, allowedHosts });
    expect(found).toBe(expected);
    if (found !== null) expect(isAllowed(found, allowedHosts)).toBe(true);
  });
});
