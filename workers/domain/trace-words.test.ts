import { describe, expect, it } from "vitest";
import {
  affiliateCalled,
  attributionCase,
  bindingTo,
  type CaseChanges,
  clickOf,
  couponOf,
  daysBefore,
  EVENT_AT,
} from "./attribution.fixture.ts";
import { attribute } from "./attribution.ts";
import { type AttributionTrace, attributionTrace } from "./trace.ts";
import { momentInWords, spanInWords, type TraceReader, traceInWords } from "./trace-words.ts";

const ann = affiliateCalled("ann");
const bob = affiliateCalled("bob");
const merchant: TraceReader = { role: "merchant" };
const asAnn: TraceReader = { role: "affiliate", affiliateId: "aff_ann" };
const asBob: TraceReader = { role: "affiliate", affiliateId: "aff_bob" };

type About = Partial<Parameters<typeof attributionTrace>[2]>;
function traceOf(changes: CaseChanges, about: About = {}): AttributionTrace {
  const input = attributionCase(changes);
  return attributionTrace(input, attribute(input), {
    trust: "api",
    decidedAt: EVENT_AT + 1,
    ...about,
  });
}
const words = (changes: CaseChanges, reader: TraceReader = merchant, about: About = {}) =>
  traceInWords(traceOf(changes, about), reader);

describe("in words, the merchant reads", () => {
  const start = "Credited to this affiliate because";
  it.each<[string, CaseChanges, string]>([
    [
      "a click",
      { touches: [clickOf(ann)] },
      `${start} the customer clicked the link on 3 March 2026, 14:02 UTC, 6 days before the sale; the program's window is 30 days.`,
    ],
    [
      "a coupon",
      { coupons: [couponOf(ann)] },
      `${start} the customer used the affiliate's coupon on 9 March 2026, 14:02 UTC.`,
    ],
    [
      "a coupon after a click of its owner",
      { coupons: [couponOf(ann)], touches: [clickOf(ann)] },
      `${start} the customer used the affiliate's coupon on 9 March 2026, 14:02 UTC, after a click on the affiliate's link on 3 March 2026, 14:02 UTC.`,
    ],
    [
      "a binding",
      { binding: bindingTo(ann) },
      `${start} the customer has been the affiliate's since 7 February 2026, 14:02 UTC.`,
    ],
    [
      "a decision by hand",
      { manual: { decisionId: "d", decidedAt: EVENT_AT, affiliate: ann, moveBinding: false } },
      `${start} a person decided so on 9 March 2026, 14:02 UTC.`,
    ],
    ["nothing", {}, "Credited to nobody: no click or coupon was eligible for this sale."],
    [
      "a binding to a banned affiliate",
      { binding: bindingTo(affiliateCalled("bob", ["banned", 1])) },
      "Credited to nobody: the affiliate was banned.",
    ],
  ])("of %s", (_, changes, sentence) => {
    expect(words(changes)[0]).toBe(sentence);
  });

  it("why the commission is held", () => {
    const suspended = affiliateCalled("ann", ["suspended", 3]);
    expect(words({ touches: [clickOf(suspended)], confirmed: false }).slice(1)).toEqual([
      "The commission is held: the affiliate was under review.",
      "A browser alone reported this sale: the commission waits until the shop confirms it.",
    ]);
  });

  it("what did not count, and what was not chosen", () => {
    const touches = [
      clickOf(ann),
      clickOf(bob, { clickAt: daysBefore(8) }),
      clickOf(bob, { clickAt: daysBefore(40) }),
      { status: "refused", reason: "forged" } as const,
    ];
    expect(words({ touches, coupons: [couponOf(null)] }).slice(1)).toEqual([
      "A coupon did not count: the code is shared by a campaign and belongs to nobody.",
      "A click on 28 January 2026, 14:02 UTC did not count: it was too long before the event.",
      "A click on 1 March 2026, 14:02 UTC was not chosen: a later click is credited in this program.",
      "A click did not count: its token was not signed by us.",
    ]);
  });

  it("what a more trusted report replaced, and what was dropped with it", () => {
    const previous = traceOf({ touches: [clickOf(bob)] }, { trust: "browser" });
    const sources = { touches: "dropped", coupons: "none", identities: "none" } as const;
    expect(words({}, merchant, { previous, sources }).slice(1)).toEqual([
      "An earlier report by a browser had credited aff_bob; it was replaced by a more trusted one.",
      "The click that the browser alone had named was dropped, because the shop's server named none.",
    ]);
  });
});

describe("in words, beside the commission of whoever recruited the affiliate", () => {
  it.each([
    [1, /^Credited to this affiliate because the customer clicked/],
    [2, /^Credited to an affiliate whom this one recruited because the customer clicked/],
  ])("level %i", (level, sentence) => {
    const [told] = words({ touches: [clickOf(ann)] }, { role: "merchant", level });
    expect(told).toMatch(sentence);
  });
});

describe("in words, an affiliate reads about himself alone", () => {
  const changes: CaseChanges = {
    touches: [clickOf(ann), clickOf(bob, { clickAt: daysBefore(8) })],
    coupons: [couponOf(null)],
  };
  it("who is credited", () => {
    expect(words(changes, asAnn)).toHaveLength(1);
    expect(words(changes, asAnn)[0]).toMatch(/^Credited to this affiliate/);
  });

  it("who is not", () => {
    expect(words(changes, asBob)).toEqual([
      "This sale is credited to another affiliate.",
      "A click on 1 March 2026, 14:02 UTC was not chosen: a later click is credited in this program.",
    ]);
  });

  it("nothing about another's ban, or what he had been credited with", () => {
    const banned = bindingTo(affiliateCalled("bob", ["banned", 1]));
    const previous = traceOf({ touches: [clickOf(bob)] });
    expect(words({ binding: banned }, asAnn, { previous })).toEqual(["Credited to nobody."]);
    expect(words({ binding: banned }, asBob)[0]).toBe(
      "Credited to nobody: the affiliate was banned.",
    );
  });
});

describe("times and spans", () => {
  it.each([
    [0, "1 January 1970, 00:00 UTC"],
    [Date.UTC(2028, 1, 29, 23, 59, 59, 999), "29 February 2028, 23:59 UTC"],
  ])("%d is %s", (at, text) => {
    expect(momentInWords(at)).toBe(text);
  });

  it.each([
    [0, "less than a minute"],
    [59_999, "less than a minute"],
    [60_000, "1 minute"],
    [3_599_999, "59 minutes"],
    [3_600_000, "1 hour"],
    [86_399_999, "23 hours"],
    [86_400_000, "1 day"],
    [30 * 86_400_000, "30 days"],
  ])("%d ms are %s", (ms, text) => {
    expect(spanInWords(ms)).toBe(text);
  });
});

describe("what a person decided before is told to the merchant", () => {
  it.each([
    ["confirmed", "until a person confirmed it and it was decided again"],
    ["by_hand", "until a person decided about it"],
    ["rejected", "until a person rejected it"],
  ] as const)("%s", (cause, sentence) => {
    const previous = traceOf({ touches: [clickOf(ann)] });
    const manual = { decisionId: "d", decidedAt: EVENT_AT, affiliate: bob, moveBinding: false };
    const told = words({ manual }, merchant, { previous, cause });
    expect(told.at(-1)).toBe(`It had been credited to aff_ann, ${sentence}.`);
    expect(words({ manual }, asBob, { previous, cause }).join(" ")).not.toContain("aff_ann");
  });

  it("a decision for nobody is said once", () => {
    const manual = { decisionId: "d", decidedAt: EVENT_AT, affiliate: null, moveBinding: false };
    expect(words({ manual, confirmed: false })).toEqual([
      "Credited to nobody: a person decided so.",
    ]);
  });
});
