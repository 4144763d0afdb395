import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { API_RATE_LIMIT, type LimitedBy, rateLimitPolicy } from "./rate-limit.ts";

describe("the rate limit that the API tells", () => {
  it("is the one that the platform is told", () => {
    const binding = /name = "API_RATE_LIMIT"\n.*\nsimple = \{ limit = (\d+), period = (\d+) \}/;
    const [, calls, seconds] = binding.exec(readFileSync("wrangler.toml", "utf8")) ?? [];
    expect({ calls: Number(calls), seconds: Number(seconds) }).toEqual(API_RATE_LIMIT);
  });

  it.each<[readonly LimitedBy[], string]>([
    [[], ""],
    [["key"], '"key";q=1000;w=10'],
    [["address", "user"], '"address";q=1000;w=10, "user";q=1000;w=10'],
    [["address", "address"], '"address";q=1000;w=10'],
  ])("of %j is written as %s", (counted, header) => {
    expect(rateLimitPolicy(counted)).toBe(header);
  });
});
