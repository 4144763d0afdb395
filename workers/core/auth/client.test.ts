import { describe, expect, it } from "vitest";
import { CHROME, FIREFOX } from "../testing/browser.ts";
import { clientOf, deviceName } from "./client.ts";

const request = (headers: Record<string, string>, country?: string) =>
  new Request("http://localhost/", {
    headers,
    ...(country === undefined ? {} : { cf: { country } }),
  } as RequestInit);

describe("a client", () => {
  it("is known by its address as the platform tells it, its country, and its user agent", () => {
    const headers = { "cf-connecting-ip": "203.0.113.7", "user-agent": FIREFOX, cookie: "a=b" };
    expect(clientOf(request(headers, "FR"))).toEqual({
      address: "203.0.113.7",
      country: "FR",
      userAgent: FIREFOX,
      cookie: "a=b",
    });
  });

  it("is not believed about its address or its country", () => {
    const headers = {
      "x-forwarded-for": "203.0.113.7",
      "x-real-ip": "203.0.113.7",
      forwarded: "for=203.0.113.7",
      "cf-ipcountry": "FR",
    };
    expect(clientOf(request(headers))).toMatchObject({ address: null, country: null });
  });

  it.each(["T1", "XXX", "fr", ""])("has no country %j", (country) => {
    expect(clientOf(request({}, country)).country).toBeNull();
  });

  it("that talks without end is cut short", () => {
    expect(clientOf(request({ "user-agent": "x".repeat(5_000) })).userAgent).toHaveLength(400);
  });
});

it.each([
  [FIREFOX, "Firefox on Linux"],
  [CHROME, "Chrome on Windows"],
  ["curl/8.5.0", "curl"],
  ["Mozilla/5.0 (compatible; Nothing/1.0)", "Unknown browser"],
  ["", "Unknown browser"],
  ["<script>alert(1)</script>/1", "Unknown browser"],
])("%j is called %j", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
