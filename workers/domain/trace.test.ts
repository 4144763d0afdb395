import { describe, expect, it } from "vitest";
import {
  affiliateCalled,
  attributionCase,
  bindingTo,
  type CaseChanges,
  clickOf,
  EVENT_AT,
} from "./attribution.fixture.ts";
import { attribute } from "./attribution.ts";
import { type AttributionTrace, attributionTrace, manualOf } from "./trace.ts";

const ann = affiliateCalled("ann");
const bob = affiliateCalled("bob");

type About = Partial<Parameters<typeof attributionTrace>[2]>;
function traceOf(changes: CaseChanges, about: About = {}): AttributionTrace {
  const input = attributionCase(changes);
  return attributionTrace(input, attribute(input), {
    trust: "api",
    decidedAt: EVENT_AT + 1,
    ...about,
  });
}

describe("a trace keeps what the decision was made from", () => {
  it("the rules in force, the decision, and all that was considered", () => {
    const trace = traceOf({ touches: [clickOf(ann)], settings: { clickWindowDays: 45 } });
    expect(trace).toMatchObject({
      version: 1,
      conversionId: "conv_this",
      programId: "prog_main",
      mode: "live",
      trust: "api",
      eventAt: EVENT_AT,
      rules: { clickWindowDays: 45, attributionModel: "last", rebind: "never" },
      decision: { affiliateId: "aff_ann", via: "click" },
      sources: null,
      replaced: [],
    });
    expect(trace.considered).toHaveLength(1);
    expect(trace.decision).not.toHaveProperty("considered");
  });

  it("survives storage as JSON", () => {
    const trace = traceOf({ touches: [clickOf(ann)], binding: bindingTo(bob) });
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  it("of a replacing report also says what the earlier ones had come to", () => {
    const first = traceOf({ touches: [clickOf(ann)] }, { trust: "browser", decidedAt: 1 });
    const second = traceOf({ touches: [clickOf(bob)] }, { decidedAt: 2, previous: first });
    const third = traceOf({}, { trust: "provider", decidedAt: 3, previous: second });
    expect(third.replaced).toEqual([
      { trust: "browser", affiliateId: "aff_ann", via: "click", decidedAt: 1 },
      { trust: "api", affiliateId: "aff_bob", via: "click", decidedAt: 2 },
    ]);
  });
});

describe("a decision by hand stands in the trace", () => {
  const manual = { decisionId: "aud_1", decidedAt: 7, affiliate: bob, moveBinding: true };

  it.each([
    ["for an affiliate", manual, "aff_bob"],
    ["for nobody", { ...manual, affiliate: null }, null],
    [
      "for one who cannot be credited",
      { ...manual, affiliate: affiliateCalled("bob", ["banned", 1]) },
      "aff_bob",
    ],
  ])("%s, to be followed again later", (_, decided, affiliateId) => {
    const trace = traceOf({ manual: decided, touches: [clickOf(ann)] });
    expect(manualOf(JSON.parse(JSON.stringify(trace)))).toEqual({
      decisionId: "aud_1",
      decidedAt: 7,
      affiliateId,
      moveBinding: true,
    });
  });

  it("or there was none", () => {
    expect(manualOf(traceOf({ touches: [clickOf(ann)], binding: bindingTo(bob) }))).toBeNull();
  });

  it.each(["confirmed", "by_hand", "rejected"] as const)(
    "%s: why the one before no longer holds",
    (cause) => {
      const previous = traceOf({ touches: [clickOf(ann)] }, { decidedAt: 1 });
      expect(traceOf({ manual }, { previous, cause }).replaced).toEqual([
        { trust: "api", affiliateId: "aff_ann", via: "click", decidedAt: 1, cause },
      ]);
    },
  );
});
