import { beforeAll, describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { eventSchema, leadSchema, saleSchema } from "../../../contract/track.ts";
import { deriveKey } from "../../../lib/crypto.ts";
import { NOON } from "../../testing/run.ts";
import { DAY } from "../../testing/shop.ts";
import { type ReportedBy, reportFromBody, reportFromBrowser } from "./report-from-body.ts";

let by: ReportedBy;
beforeAll(async () => {
  by = {
    conversionId: "conv_1",
    programId: "prog_1",
    mode: "live",
    trust: "api",
    acceptedAt: NOON,
    bulk: false,
    emailKey: await deriveKey("A".repeat(43), "customer-email"),
    nonce: null,
  };
});

const sale = (own: Record<string, unknown> = {}, who: Partial<ReportedBy> = {}) =>
  reportFromBody(
    {
      type: "sale",
      body: saleSchema.parse({ external_id: "1", amount: 100, currency: "EUR", ...own }),
    },
    { ...by, ...who },
  );
const lead = (own: Record<string, unknown>, who: Partial<ReportedBy> = {}) =>
  reportFromBody({ type: "lead", body: leadSchema.parse(own) }, { ...by, ...who });

describe("the money of a report", () => {
  it.each([
    ["one amount: as reported", { amount: 900 }, { gross: 900, asReported: true }],
    [
      "an amount beside a discount",
      { amount: 900, discount: 100 },
      { gross: 900, discount: 100, asReported: true },
    ],
    [
      "gross, though nothing is taken off",
      { amount: undefined, gross: 900 },
      { gross: 900, asReported: false },
    ],
    [
      "gross with its parts",
      { amount: undefined, gross: 900, tax: 90, shipping: 10 },
      { gross: 900, tax: 90, shipping: 10, asReported: false },
    ],
    ["nothing at all: zero is an amount", { amount: 0 }, { gross: 0, asReported: true }],
  ])("%s", async (_, body, money) => {
    expect((await sale(body)).money).toMatchObject({ currency: "EUR", ...money });
  });

  it("is none for a lead without an amount", async () => {
    expect((await lead({ external_id: "1" })).money).toBeNull();
  });

  it("keeps the lines of an order, a line without a number being one piece", async () => {
    const { money } = await sale({
      items: [
        { amount: 60, product: "mug" },
        { amount: 40, quantity: 2, id: "b" },
      ],
    });
    expect(money?.items).toEqual([
      { id: null, product: "mug", category: null, quantity: 1, amount: 60 },
      { id: "b", product: null, category: null, quantity: 2, amount: 40 },
    ]);
  });
});

describe("the time of a report", () => {
  it.each([
    ["is when it was accepted", undefined, NOON],
    ["is what the server says", new Date(NOON - DAY).toISOString(), NOON - DAY],
    ["is now where the shop's clock is a minute ahead", NOON + 60_000, NOON],
    ["may lie 180 days back", NOON - 180 * DAY, NOON - 180 * DAY],
  ])("%s", async (_, occurred_at, at) => {
    expect((await sale({ occurred_at })).occurredAt).toBe(at);
  });

  it.each([
    ["longer ago", NOON - 180 * DAY - 1, "conversion.occurred_at_too_old"],
    ["in the future", NOON + DAY, "conversion.occurred_at_in_future"],
  ])("is refused: %s", async (_, occurred_at, code) => {
    await expect(sale({ occurred_at })).rejects.toMatchObject({ code });
  });
});

describe("the customer of a report", () => {
  it("is named without the address: the same one in whatever case", async () => {
    const [one, other] = await Promise.all(
      ["Alice@Example.com", "alice@example.COM"].map((email) =>
        lead({
          customer: { email, external_id: "7", stripe_customer: "cus_9", subscription: "sub_1" },
        }),
      ),
    );
    expect(one?.identities).toEqual(other?.identities);
    expect(one?.identities.map(({ kind }) => kind)).toEqual([
      "external",
      "stripe_customer",
      "subscription",
      "email_hash",
    ]);
    expect(JSON.stringify(one).toLowerCase()).not.toContain("example.com");
  });

  it("stands for a lead's missing id: once a customer, whatever else he is called", async () => {
    const one = await lead({ customer: { external_id: "7", email: "a@example.com" } });
    const again = await lead({ customer: { external_id: "7", email: "b@example.com" } });
    const other = await lead({ customer: { external_id: "8" } });
    expect(one.externalId).toMatch(/^derived:[0-9a-f]{40}$/);
    expect(again.externalId).toBe(one.externalId);
    expect(other.externalId).not.toBe(one.externalId);
  });

  it("failing that, the click does; and nobody's lead is refused", async () => {
    const one = await lead({}, { nonce: "n1" });
    expect((await lead({}, { nonce: "n1" })).externalId).toBe(one.externalId);
    expect((await lead({}, { nonce: "n2" })).externalId).not.toBe(one.externalId);
    await expect(lead({})).rejects.toMatchObject({ code: "conversion.external_id_required" });
  });

  it("has one of each named event", async () => {
    const named = (name: string) =>
      reportFromBody(
        { type: "event", body: eventSchema.parse({ name, customer: { external_id: "7" } }) },
        by,
      );
    const [trial, call] = [await named("trial"), await named("call")];
    expect(trial).toMatchObject({ type: "event", eventName: "trial" });
    expect(call.externalId).not.toBe(trial.externalId);
  });
});

it.each([
  ["none", {}, []],
  ["one", { coupon: "A" }, [{ code: "A", redeemedAt: null }]],
  [
    "several, the single one first",
    { coupon: "A", coupons: [{ code: "B", redeemed_at: NOON }, { code: "C" }] },
    [
      { code: "A", redeemedAt: null },
      { code: "B", redeemedAt: NOON },
      { code: "C", redeemedAt: null },
    ],
  ],
])("coupons: %s", async (_, body, coupons) => {
  expect((await sale(body)).coupons).toEqual(coupons);
});

describe("what a browser sent", () => {
  const event = (own: Partial<BrowserEvent["body"]> = {}): BrowserEvent => ({
    kind: "browser",
    id: "conv_b",
    at: NOON,
    body: {
      program: "prog_1",
      type: "sale",
      external_id: "1",
      amount: 100,
      currency: "EUR",
      ...own,
    },
  });

  it("is a bare browser's report, in the shop that needs no name, at its arrival", async () => {
    expect(
      await reportFromBrowser(event({ customer_id: "7", coupon: "A" }), null, null),
    ).toMatchObject({
      conversionId: "conv_b",
      trust: "browser",
      mode: "live",
      origin: "main",
      externalId: "1",
      occurredAt: NOON,
      acceptedAt: NOON,
      identities: [{ kind: "external", value: "7" }],
      coupons: [{ code: "A", redeemedAt: null }],
      money: { gross: 100, tax: 0, shipping: 0, discount: 0, asReported: true },
    });
  });

  it.each([{ tax: 20 }, { shipping: 20 }])(
    "is no amount as reported where parts of it are named: %o",
    async (parts) => {
      const { money } = await reportFromBrowser(event(parts), null, null);
      expect(money).toMatchObject({ gross: 100, ...parts, asReported: false });
    },
  );

  it("gives way to what the merchant signed of it", async () => {
    const signed = { ...event().body, amount: 700, customer_id: "9" };
    expect(await reportFromBrowser(event({ amount: 1 }), signed, null)).toMatchObject({
      trust: "signed_browser",
      money: { gross: 700 },
      identities: [{ kind: "external", value: "9" }],
    });
  });

  it.each([
    ["its page says so", { test: true }, null],
    ["the merchant signed so", {}, { test: true }],
  ])("is a test where %s", async (_, body, signed) => {
    expect((await reportFromBrowser(event(body), signed, null)).mode).toBe("test");
  });

  it("names order and customer as the server does, whatever blanks the page put around them", async () => {
    const body = { external_id: " 1\n", customer_id: "\t7 " };
    const fromBrowser = await reportFromBrowser(event(body), null, null);
    const fromServer = await sale({ external_id: " 1\n", customer: { external_id: "\t7 " } });
    expect(fromBrowser).toMatchObject({ externalId: "1", identities: fromServer.identities });
    expect(fromServer.externalId).toBe(fromBrowser.externalId);
  });

  it("has to name its order", async () => {
    const { external_id: _, ...body } = event().body;
    await expect(reportFromBrowser({ ...event(), body }, null, "n1")).rejects.toMatchObject({
      code: "conversion.external_id_required",
    });
  });
});
