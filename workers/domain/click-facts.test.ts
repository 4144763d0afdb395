import { describe, expect, it } from "vitest";
import { detailsOf, dimensionValues, type RawClick, referrerHost } from "./click-facts.ts";

const click: RawClick = { link: "link_1", at: 1_000, nonce: "n", visitor: "v" };

describe("what a click is counted under", () => {
  it.each<[string, Partial<RawClick>, [string, string][]]>([
    ["nothing known", {}, []],
    ["a country", { country: "DE" }, [["country", "DE"]]],
    [
      "a region with its country",
      { country: "US", region: "CA" },
      [
        ["country", "US"],
        ["region", "US-CA"],
      ],
    ],
    ["a region alone, which could be anywhere", { region: "CA" }, []],
    ["a referrer's host", { referrer: "News.Example/a/b" }, [["referrer", "news.example"]]],
    [
      "UTM parameters that reports know",
      { utm: { source: "s", medium: "", campaign: "c", id: "x" } },
      [
        ["utm_source", "s"],
        ["utm_campaign", "c"],
      ],
    ],
    [
      "sub-ids by their place",
      { sub: ["", "b", "", "", "e", "f"] },
      [
        ["sub2", "b"],
        ["sub5", "e"],
      ],
    ],
    ["a value cut to 100 characters", { sub: ["x".repeat(300)] }, [["sub1", "x".repeat(100)]]],
    [
      "a value whose cut halves a character",
      { sub: [`${"x".repeat(99)}😀`] },
      [["sub1", `${"x".repeat(99)}\ufffd`]],
    ],
    [
      "a user agent",
      { ua: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0" },
      [
        ["device", "desktop"],
        ["os", "Windows"],
        ["browser", "Firefox"],
      ],
    ],
  ])("%s", (_, own, expected) => {
    expect(dimensionValues({ ...click, ...own })).toEqual(expected);
  });

  it.each([
    ["shop.example", "shop.example"],
    ["Shop.Example/path?x", "shop.example"],
    ["/path", ""],
  ])("the host of %s is %s", (referrer, host) => {
    expect(referrerHost(referrer)).toBe(host);
  });
});

describe("what a click tells a conversion", () => {
  it("is unknown where the click does not know", () => {
    expect(detailsOf(click, false)).toEqual({
      link: "link_1",
      at: 1_000,
      device: "other",
      os: "other",
      browser: "other",
      country: null,
      region: null,
      city: null,
      referrer: null,
      sub: [],
      utm: {},
      via: "redirect",
      flag: null,
    });
  });

  it.each([
    ["prefetch", false, "prefetch"],
    ["prefetch", true, null],
    ["bot", true, "bot"],
  ] as const)("a %s that was seen (%s) is flagged %s", (flag, shown, expected) => {
    expect(detailsOf({ ...click, flag }, shown).flag).toBe(expected);
  });
});
