import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildDestination,
  chooseTarget,
  isAllowed,
  prepareDeepLink,
  prepareDestination,
} from "./destination.ts";
import { parseQuery } from "./query.ts";

const HOSTS = ["shop.example", "*.brand.example", "dev.example:8443"];
const TOKEN = "T".repeat(64);

function build(destination: string, query = "", utm: Record<string, string> = {}): string | null {
  const prepared = prepareDestination(destination, HOSTS, utm, "td");
  return prepared && buildDestination(prepared, parseQuery(query), "td", TOKEN);
}

function deep(to: string): string | null {
  const prepared = prepareDestination("https://shop.example/home?a=1", HOSTS, {}, "td");
  const target = prepared && prepareDeepLink(to, prepared, HOSTS, {}, "td");
  return target && buildDestination(target, [], "td", null);
}

describe("an allow-list lets pass", () => {
  it.each([
    ["https://shop.example"],
    ["https://shop.example/a?b#c"],
    ["http://shop.example/"],
    ["HTTPS://SHOP.EXAMPLE/"],
    ["https://shop.example:443/"],
    ["https://a.brand.example/"],
    ["https://a.b.brand.example/"],
    ["https://dev.example:8443/"],
    ["https://shop.example/@evil.example"],
    ["https://shop.example/?next=https://evil.example"],
  ])("%s", (url) => {
    expect(isAllowed(url, HOSTS)).toBe(true);
  });
});

/** Attempts to make a redirect leave its allow-list; none may pass as a destination, nor as `?to=`. */
const ATTEMPTS = [
  ["another host", "https://evil.example/"],
  ["a host that ends alike", "https://evilshop.example/"],
  ["a host that begins alike", "https://shop.example.evil.example/"],
  ["a subdomain that is not listed", "https://www.shop.example/"],
  ["the bare domain of a wildcard", "https://brand.example/"],
  ["a host that ends like a wildcard", "https://evilbrand.example/"],
  ["a user in front", "https://shop.example@evil.example/"],
  ["a user and password in front", "https://shop.example:443@evil.example/"],
  ["a user in front of the right host", "https://admin:x@shop.example/"],
  ["an empty user in front", "https://@shop.example/"],
  ["an escaped at sign", "https://shop.example%40evil.example/"],
  ["a backslash before the host", "https:\\\\evil.example"],
  ["a backslash after the host", "https://evil.example\\.shop.example/"],
  ["a backslash and a user", "https://evil.example\\@shop.example/"],
  ["no scheme", "//evil.example/"],
  ["no scheme, three slashes", "///evil.example/"],
  ["a slash and a backslash", "/\\evil.example"],
  ["a slash and an escaped tab", "/\t/evil.example"],
  ["a scheme with one slash", "https:/evil.example"],
  ["a scheme with no slash", "https:evil.example"],
  ["a scheme with three slashes", "https:///evil.example"],
  ["javascript", "javascript:alert(1)"],
  ["javascript with a host", "javascript://shop.example/%0aalert(1)"],
  ["data", "data:text/html,x"],
  ["file", "file://shop.example/etc/passwd"],
  ["ftp", "ftp://shop.example/"],
  ["blob", "blob:https://shop.example/x"],
  ["a leading space", " https://shop.example/"],
  ["a leading control character", "\u0001https://shop.example/"],
  ["a tab within the scheme", "ht\ttps://shop.example/"],
  ["a line break", "https://shop.example/\r\nset-cookie: a=b"],
  ["a line break in the host", "https://shop.example\n.evil.example/"],
  ["a zero byte", "https://shop.example\u0000.evil.example/"],
  ["another port", "https://shop.example:8080/"],
  ["a port of http on https", "https://shop.example:80/"],
  ["a wildcard with a port", "https://a.brand.example:8443/"],
  ["a listed port left out", "https://dev.example/"],
  ["a trailing dot", "https://shop.example./"],
  ["a trailing dot elsewhere", "https://evil.example./"],
  ["a Cyrillic letter", "https://ѕhop.example/"],
  ["its punycode", "https://xn--hop-6ed.example/"],
  ["an ideographic full stop", "https://shop。example。evil.example/"],
  ["a fullwidth slash", "https://evil.example／.shop.example/"],
  ["an escaped slash in the host", "https://evil.example%2f.shop.example/"],
  ["an escaped question mark in the host", "https://evil.example%3f.shop.example/"],
  ["a question mark before the host's end", "https://evil.example?.shop.example/"],
  ["a hash before the host's end", "https://evil.example#.shop.example/"],
  ["an address as a number", "https://2130706433/"],
  ["an IPv6 address", "https://[::1]/"],
  ["an empty host", "https://"],
  ["nothing", ""],
] as const;

describe("an open redirect is refused with", () => {
  it.each(ATTEMPTS)("%s", (_, url) => {
    expect(isAllowed(url, HOSTS)).toBe(false);
    expect(prepareDestination(url, HOSTS, {}, "td")).toBeNull();
    expect(deep(url)).toBeNull();
  });

  it("anything at all: what is built is on the list, or nothing is", () => {
    const piece = fc.constantFrom(
      ...["https:", "http:", "//", "/", "\\", "@", ":", ".", "?", "#", "%2f", "%5c", "%09", "\t"],
      ...["shop.example", "evil.example", "brand.example", "javascript:", "x", "。", "8443"],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        for (const built of [build(pieces.join("")), deep(pieces.join(""))]) {
          if (built === null) continue;
          const { host, protocol, username } = new URL(built);
          expect(["https:", "http:"]).toContain(protocol);
          expect(username).toBe("");
          expect(host).toMatch(/^(?:shop\.example|(?:[^.]+\.)+brand\.example|dev\.example:8443)$/);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("a deep link", () => {
  it.each([
    ["a path on the destination's origin", "/shoes", "https://shop.example/shoes"],
    ["a path with a query and a hash", "/s?c=red#top", "https://shop.example/s?c=red#top"],
    ["the root", "/", "https://shop.example/"],
    ["a path that climbs stays on the origin", "/../../x", "https://shop.example/x"],
    ["a path that looks like a host", "/evil.example", "https://shop.example/evil.example"],
    ["an allowed URL", "https://a.brand.example/x", "https://a.brand.example/x"],
    ["an allowed URL is written canonically", "https://SHOP%2eexample/x", "https://shop.example/x"],
    ["a relative path is none", "shoes", null],
    ["a URL that is too long is none", `/${"a".repeat(2_100)}`, null],
  ])("%s", (_, to, url) => {
    expect(deep(to)).toBe(url);
  });
});

describe("the query of a destination", () => {
  const utm = { utm_source: "partner", utm_medium: "affiliate" };
  it.each([
    ["a plain link", "https://shop.example/p", "", {}, `/p?td=${TOKEN}`],
    ["a link without a path", "https://shop.example", "", {}, `/?td=${TOKEN}`],
    ["a link with its own", "https://shop.example/p?a=1", "", {}, `/p?a=1&td=${TOKEN}`],
    ["a hash stays last", "https://shop.example/p#top", "", {}, `/p?td=${TOKEN}#top`],
    ["an empty query", "https://shop.example/p?", "", {}, `/p?td=${TOKEN}`],
    ["the visitor's is added", "https://shop.example/?a=1", "b=2", {}, `/?a=1&b=2&td=${TOKEN}`],
    ["the visitor's wins", "https://shop.example/?a=1&c=3", "a=2", {}, `/?c=3&a=2&td=${TOKEN}`],
    ["all of the visitor's", "https://shop.example/?a=1", "a=2&a=3", {}, `/?a=2&a=3&td=${TOKEN}`],
    ["an escaped name wins", "https://shop.example/?a=1", "%61=2", {}, `/?%61=2&td=${TOKEN}`],
    ["encoding is left alone", "https://shop.example/", "q=x+y%2Fz", {}, `/?q=x+y%2Fz&td=${TOKEN}`],
    [
      "the UTM template is added",
      "https://shop.example/",
      "",
      utm,
      `/?utm_source=partner&utm_medium=affiliate&td=${TOKEN}`,
    ],
    [
      "the link's own stands before the template",
      "https://shop.example/?utm_source=own",
      "",
      utm,
      `/?utm_source=own&utm_medium=affiliate&td=${TOKEN}`,
    ],
    [
      "the visitor's stands before both",
      "https://shop.example/?utm_source=own",
      "utm_source=mail&utm_medium=x",
      utm,
      `/?utm_source=mail&utm_medium=x&td=${TOKEN}`,
    ],
    [
      "a template's value is encoded",
      "https://shop.example/",
      "",
      { utm_source: "a b&c=d" },
      `/?utm_source=a%20b%26c%3Dd&td=${TOKEN}`,
    ],
    [
      "what is for us does not travel on",
      "https://shop.example/",
      "to=/x&sub1=a&sub2=b&sub3=c&sub4=d&sub5=e&td_test=1&sub6=f",
      {},
      `/?sub6=f&td=${TOKEN}`,
    ],
    [
      "a token brought along is dropped",
      "https://shop.example/",
      "td=x&%74d=y",
      {},
      `/?td=${TOKEN}`,
    ],
    ["a token in the link is dropped", "https://shop.example/?td=x", "", {}, `/?td=${TOKEN}`],
  ])("%s", (_, destination, query, template, rest) => {
    expect(build(destination, query, template)).toBe(`https://shop.example${rest}`);
  });

  it("has no token when none was minted, nor one that was brought along", () => {
    const prepared = prepareDestination("https://shop.example/", HOSTS, {}, "td");
    expect(prepared && buildDestination(prepared, parseQuery("td=x"), "td", null)).toBe(
      "https://shop.example/",
    );
  });
});

describe("targets", () => {
  const targets = [
    { countries: ["DE", "AT"], destination: "german" },
    { devices: ["mobile"], os: ["ios"], destination: "iphone" },
    { os: ["Android"], countries: [], destination: "android" },
  ];
  it.each([
    ["by country", { country: "AT", device: "desktop", os: "Windows" }, "german"],
    ["the first that matches", { country: "DE", device: "mobile", os: "iOS" }, "german"],
    ["by device and system", { country: "US", device: "mobile", os: "iOS" }, "iphone"],
    ["both must match", { country: "US", device: "tablet", os: "iOS" }, null],
    ["an empty list matches all", { country: "US", device: "tablet", os: "Android" }, "android"],
    ["none", { country: "US", device: "desktop", os: "macOS" }, null],
    ["a country that is unknown", { country: undefined, device: "desktop", os: "macOS" }, null],
  ])("%s", (_, facts, destination) => {
    expect(chooseTarget(targets, facts)).toBe(destination);
  });
});
