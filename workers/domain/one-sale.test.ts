import { describe, expect, it } from "vitest";
import {
  confirmationNeeded,
  type ExistingConversion,
  identifyingReferences,
  makesCommission,
  oneSale,
} from "./one-sale.ts";
import { DEFAULT_SETTINGS } from "./program-settings.ts";
import { replacingReport } from "./replacing-report.ts";
import type { Reference, Report, Trust } from "./report.ts";

const TOKEN = "t".repeat(64);
const order = (value: string): Reference => ({ kind: "order", value });
const intent = (value: string): Reference => ({ kind: "payment_intent", value });

function report(changes: Partial<Report> = {}): Report {
  return {
    conversionId: "conv_new",
    programId: "prog_a",
    mode: "live",
    trust: "api",
    origin: "main",
    type: "sale",
    eventName: "",
    externalId: "1001",
    references: [],
    occurredAt: 2_000,
    acceptedAt: 3_000,
    bulk: false,
    touches: "",
    coupons: [],
    identities: [],
    money: null,
    periodStart: null,
    metadata: {},
    ...changes,
  };
}

function existing(changes: Partial<ExistingConversion> = {}): ExistingConversion {
  return {
    conversionId: "conv_1",
    programId: "prog_a",
    mode: "live",
    origin: "main",
    type: "sale",
    eventName: "",
    externalId: "1001",
    trust: "browser",
    references: [order("1001")],
    touches: "",
    coupons: [],
    identities: [],
    ...changes,
  };
}

const decide = (
  incoming: Report,
  byKey: ExistingConversion | null,
  byReferences: ExistingConversion[] = [],
) => oneSale(incoming, byKey, byReferences, DEFAULT_SETTINGS);

describe("the first report creates the conversion, a later one depends on its trust", () => {
  type Row = [Trust, Trust, "replace" | "sighting"];
  it.each<Row>([
    ["browser", "browser", "sighting"],
    ["browser", "signed_browser", "replace"],
    ["browser", "api", "replace"],
    ["browser", "provider", "replace"],
    ["signed_browser", "browser", "sighting"],
    ["signed_browser", "signed_browser", "sighting"],
    ["signed_browser", "api", "replace"],
    ["signed_browser", "provider", "replace"],
    ["api", "browser", "sighting"],
    ["api", "signed_browser", "sighting"],
    ["api", "api", "sighting"],
    ["api", "provider", "replace"],
    ["provider", "browser", "sighting"],
    ["provider", "signed_browser", "sighting"],
    ["provider", "api", "sighting"],
    ["provider", "provider", "sighting"],
  ])("%s, then %s: %s", (first, then, action) => {
    const decision = decide(report({ trust: then }), existing({ trust: first }));
    expect(decision).toMatchObject({ action, conversionId: "conv_1" });
  });

  it("nothing matches: created, with its references", () => {
    expect(decide(report({ references: [intent("pi_1")] }), null)).toEqual({
      action: "create",
      references: [intent("pi_1"), order("1001")],
      needsConfirmation: false,
    });
  });

  it("a thank-you page that is reloaded changes nothing", () => {
    const again = report({ trust: "browser" });
    expect(decide(again, existing(), [existing()])).toEqual({
      action: "sighting",
      conversionId: "conv_1",
      references: [],
    });
  });

  it("a webhook that is sent again changes nothing", () => {
    const again = report({ trust: "provider", externalId: "pi_1", references: [intent("pi_1")] });
    const stored = existing({
      trust: "provider",
      externalId: "pi_1",
      references: [intent("pi_1"), order("pi_1")],
    });
    expect(decide(again, stored, [stored])).toMatchObject({ action: "sighting", references: [] });
  });
});

describe("a shared reference is the same sale, whatever its external id", () => {
  const webhook = report({
    trust: "provider",
    externalId: "pi_1",
    references: [intent("pi_1"), order("1001")],
  });

  it("the shop's order number in the provider's metadata", () => {
    const decision = decide(webhook, null, [existing({ trust: "api" })]);
    expect(decision).toMatchObject({ action: "replace", conversionId: "conv_1" });
    expect(decision).toMatchObject({ references: [intent("pi_1")] });
  });

  it("key and reference of the same conversion are one match", () => {
    expect(decide(report(), existing(), [existing()]).action).toBe("replace");
  });

  it("one that matches two books nothing and is looked at", () => {
    const other = existing({
      conversionId: "conv_0",
      externalId: "pi_1",
      references: [intent("pi_1")],
    });
    const decision = decide(webhook, other, [existing(), other]);
    expect(decision).toEqual({
      action: "conflict",
      code: "conversion.matches_several",
      conversionIds: ["conv_0", "conv_1"],
    });
  });

  it("a sighting of equal trust adds references, one of lower trust adds none", () => {
    const stored = existing({ trust: "api" });
    const references = [intent("pi_1")];
    expect(decide(report({ references }), stored)).toMatchObject({ references });
    expect(decide(report({ references, trust: "signed_browser" }), stored)).toMatchObject({
      action: "sighting",
      references: [],
    });
  });

  it.each<[string, Partial<ExistingConversion>]>([
    ["another shop with the same order number", { origin: "shop_2" }],
    ["another program", { programId: "prog_b" }],
    ["test mode", { mode: "test" }],
    ["a lead", { type: "lead" }],
    ["an event of another name", { type: "event", eventName: "trial" }],
  ])("not with %s", (_, changes) => {
    const foreign = existing(changes);
    expect(decide(report(), foreign, [foreign]).action).toBe("create");
  });

  it("not when the conversion owns none of them", () => {
    expect(decide(report(), null, [existing({ references: [order("2002")] })]).action).toBe(
      "create",
    );
  });
});

describe("a subscription names the customer, not the sale", () => {
  const renewal = (invoice: string) =>
    report({
      trust: "provider",
      externalId: invoice,
      references: [
        { kind: "invoice", value: invoice },
        { kind: "subscription", value: "sub_1" },
      ],
    });

  it("two renewals of one subscription are two sales", () => {
    const first = existing({
      trust: "provider",
      externalId: "in_1",
      references: [{ kind: "invoice", value: "in_1" }],
    });
    expect(decide(renewal("in_2"), null, [first]).action).toBe("create");
    expect(decide(renewal("in_1"), first, [first]).action).toBe("sighting");
  });

  it("it is none of the references that a conversion owns", () => {
    expect(identifyingReferences(renewal("in_2")).map(({ kind }) => kind)).toEqual([
      "invoice",
      "order",
    ]);
  });
});

describe("the references of a report", () => {
  it.each<[string, Partial<Report>, Reference[]]>([
    ["a sale's external id is its order number", {}, [order("1001")]],
    ["unless it names one", { references: [order("A-7")] }, [order("A-7")]],
    ["a lead's is none", { type: "lead" }, []],
    ["each once", { references: [order("A-7"), order("A-7")] }, [order("A-7")]],
  ])("%s", (_, changes, references) => {
    expect(identifyingReferences(report(changes))).toEqual(references);
  });
});

describe("a bare-browser sale needs confirmation", () => {
  it.each([
    ["browser", "sale", true, true],
    ["browser", "sale", false, false],
    ["browser", "lead", true, false],
    ["browser", "event", true, false],
    ["signed_browser", "sale", true, false],
    ["api", "sale", true, false],
    ["provider", "sale", true, false],
  ] as const)("%s %s, setting %s: %s", (trust, type, browserSalesNeedConfirmation, needed) => {
    const settings = { browserSalesNeedConfirmation };
    expect(confirmationNeeded({ trust, type }, settings)).toBe(needed);
    expect(oneSale(report({ trust, type }), null, [], { ...settings })).toMatchObject({
      action: "create",
      needsConfirmation: needed,
    });
  });

  it("a report of higher trust confirms it", () => {
    expect(decide(report(), existing())).toMatchObject({
      action: "replace",
      needsConfirmation: false,
    });
  });
});

describe("with Stripe alone, only its sales make commissions", () => {
  it.each([
    ["browser", "sale", true, false],
    ["signed_browser", "sale", true, false],
    ["api", "sale", true, false],
    ["provider", "sale", true, true],
    ["browser", "lead", true, true],
    ["browser", "sale", false, true],
  ] as const)("%s %s, setting %s: %s", (trust, type, stripeOnly, makes) => {
    expect(makesCommission({ trust, type }, { stripeOnly })).toBe(makes);
  });
});

describe("what a replacing report takes over, and what it keeps", () => {
  const stored = {
    externalId: "1001",
    touches: TOKEN,
    coupons: [{ code: "ann10", redeemedAt: null }],
    identities: [{ kind: "external" as const, value: "u9" }],
  };
  const replacing = (trust: Trust, changes: Partial<Report>, confirm = true) =>
    replacingReport(existing({ trust, ...stored }), report({ trust: "provider", ...changes }), {
      browserSalesNeedConfirmation: confirm,
    });

  it("keeps the conversion's id and key, and takes amounts, times and metadata", () => {
    const money = {
      currency: "EUR",
      gross: 5_000,
      tax: 0,
      shipping: 0,
      discount: 0,
      asReported: true,
      items: [],
    };
    const changes = { externalId: "pi_1", money, occurredAt: 1_999, metadata: { plan: "pro" } };
    expect(replacing("api", changes).report).toMatchObject({
      ...changes,
      conversionId: "conv_1",
      externalId: "1001",
      trust: "provider",
    });
  });

  it("takes the way the customer came from the new report, where it says so", () => {
    const touches = "n".repeat(64);
    const coupons = [{ code: "bob5", redeemedAt: null }];
    const identities = [{ kind: "stripe_customer" as const, value: "cus_1" }];
    const { report: decided, sources } = replacing("api", { touches, coupons, identities });
    expect(decided).toMatchObject({ touches, coupons, identities });
    expect(sources).toEqual({ touches: "report", coupons: "report", identities: "report" });
  });

  it.each<Trust>(["signed_browser", "api"])(
    "keeps what a %s report said, where it is silent",
    (trust) => {
      const { report: decided, sources } = replacing(trust, {});
      expect(decided).toMatchObject({
        touches: stored.touches,
        coupons: stored.coupons,
        identities: stored.identities,
      });
      expect(sources).toEqual({ touches: "kept", coupons: "kept", identities: "kept" });
    },
  );

  it("drops what a stranger's browser said about an order number that he guessed", () => {
    const { report: decided, sources } = replacing("browser", {});
    expect(decided).toMatchObject({ touches: "", coupons: [], identities: [] });
    expect(sources).toEqual({ touches: "dropped", coupons: "dropped", identities: "dropped" });
  });

  it("keeps it in a program that knowingly trusts browsers", () => {
    expect(replacing("browser", {}, false).sources.touches).toBe("kept");
  });

  it("says so when neither report said anything", () => {
    const { sources } = replacingReport(existing(), report(), DEFAULT_SETTINGS);
    expect(sources).toEqual({ touches: "none", coupons: "none", identities: "none" });
  });
});
