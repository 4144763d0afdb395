import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { refuseD1 } from "../../testing/failing-d1.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";

type Result = { status: number; answer?: TrackAnswer; problem?: { code: string } };

const sale = (external_id: string, own: object = {}) => ({
  type: "sale",
  external_id,
  amount: 1_000,
  currency: "EUR",
  ...own,
});

async function bulk(shop: Shop, conversions: object[], headers: Record<string, string> = {}) {
  const { status, body } = await shop.track("bulk", { conversions }, headers);
  return { status, results: (body as { results: Result[] }).results };
}

const browserSale = (shop: Shop, own: Partial<BrowserEvent["body"]> = {}): BrowserEvent => ({
  kind: "browser",
  id: newId("conv"),
  at: Date.now(),
  body: {
    program: shop.program.id,
    type: "sale",
    external_id: "order-1",
    amount: 5_000,
    currency: "EUR",
    ...own,
  },
});

describe("a list of reports", () => {
  it("may be larger than one parameter of D1", async () => {
    const shop = await makeShop();
    const metadata = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`key-${n}`, "x".repeat(500)]),
    );
    const lines = Array.from({ length: 150 }, (_, n) => sale(`order-${n}`, { metadata }));
    const { status, results } = await bulk(shop, lines);
    expect(status).toBe(200);
    expect(new Set(results.map((one) => one.status))).toEqual(new Set([201]));
    expect(await shop.books()).toMatchObject({ conversions: 150 });
  });

  it("is answered for each line when one names a program of somebody else", async () => {
    const stranger = await makeShop();
    const shop = await makeShop({ apiKey: { programId: null } });
    const { results } = await bulk(shop, [
      sale("order-1", { program_id: shop.program.id }),
      sale("order-2", { program_id: stranger.program.id }),
      sale("order-3", { program_id: newId("prog") }),
      sale("order-4", { program_id: shop.program.id }),
    ]);
    expect(results.map((one) => one.status)).toEqual([201, 404, 404, 201]);
    expect(await stranger.books()).toMatchObject({ conversions: 0 });
  });

  it("confirms at night what browsers reported during the day, in few queries", async () => {
    const shop = await makeShop();
    const touches = await shop.token();
    const orders = Array.from({ length: 30 }, (_, n) => `order-${n}`);
    await handleBrowserEvents(
      testContext(),
      orders.map((external_id) => browserSale(shop, { external_id, touches })),
    );
    const lines = orders.map((order, n) =>
      sale(order, { click_token: touches, customer: { external_id: `customer-${n % 7}` } }),
    );
    const { results } = await bulk(shop, lines);
    expect(results.map((one) => one.answer?.result)).toEqual(Array(30).fill("replaced"));
    expect(await shop.books()).toMatchObject({
      conversions: 30,
      commissions: 6_000,
      ledger: 6_000,
      days: 6_000,
      revenue: 30_000,
    });
    const firsts = await env.DB.prepare(
      "select sum(is_first_sale) value from conversions where program_id = ?",
    )
      .bind(shop.program.id)
      .first("value");
    expect(firsts).toBe(7);
  });

  it("in bulk is to come again when D1 refuses, and then is recorded once", async () => {
    const shop = await makeShop();
    const lines = [sale("order-1"), sale("order-2")];
    const recover = refuseD1();
    const refused = await shop.track("bulk", { conversions: lines }).finally(recover);
    expect(refused).toMatchObject({ status: 503, body: { code: "service.unavailable" } });
    expect(refused.headers.get("retry-after")).toBe("5");
    const { results } = await bulk(shop, lines);
    expect(results.map((one) => one.status)).toEqual([201, 201]);
  });

  it("with an order number that UTF-8 cannot hold does not stop the others", async () => {
    const shop = await makeShop();
    const { status, results } = await bulk(shop, [sale("a"), sale("b\ud800"), sale("c\u0000d")]);
    expect(status).toBe(200);
    expect(results.map((one) => one.status)).toEqual([201, 422, 201]);
  });
});

describe("an Idempotency-Key whose record is gone", () => {
  it("is as good as a new one: the sale under it is recorded", async () => {
    const shop = await makeShop();
    const headers = { "idempotency-key": "k" };
    await shop.sale({ external_id: "order-1" }, headers);
    await env.DB.prepare("delete from idempotency_records where caller_id = ?")
      .bind(shop.apiKey.id)
      .run();
    const second: { status: number; body: TrackAnswer } = await shop.sale(
      { external_id: "order-2" },
      headers,
    );
    expect(second.status).toBe(201);
    expect(second.body.conversion.external_id).toBe("order-2");
    expect(await shop.books()).toMatchObject({ conversions: 2, dayConversions: 2 });
  });
});

describe("a sale that only a bare browser reported", () => {
  const customer = { external_id: "alice" };
  const oneTime = {
    kind: "base",
    trigger: { type: "sale" },
    amount: { kind: "percent", basisPoints: 2_000 },
    duration: { kind: "one_time" },
    conditions: [],
    caps: [],
    followsRefunds: true,
    requiresSale: false,
  } as const;

  it("is not the customer's first one: anyone could have posted it", async () => {
    const shop = await makeShop({ rewards: [oneTime] });
    const touches = await shop.token();
    await shop.track("lead", { customer, click_token: touches });
    await handleBrowserEvents(testContext(), [
      browserSale(shop, { external_id: "made-up", customer_id: "alice", touches }),
    ]);
    const { body }: { body: TrackAnswer } = await shop.sale({ customer });
    expect(body.commissions).toMatchObject([{ amount: 1_000 }]);
    const binding = await env.DB.prepare(
      `select b.first_sale_at = c.occurred_at value from bindings b
       join conversions c on c.id = ? where b.program_id = ?`,
    )
      .bind(body.conversion.id, shop.program.id)
      .first("value");
    expect(binding).toBe(1);
  });

  it("frees no commission that waits for the customer's first sale", async () => {
    const lead = {
      ...oneTime,
      trigger: { type: "lead" },
      amount: { kind: "flat", amount: 300 },
      requiresSale: true,
    } as const;
    const shop = await makeShop({ rewards: [lead] });
    const touches = await shop.token();
    await shop.track("lead", { customer, click_token: touches });
    await handleBrowserEvents(testContext(), [
      browserSale(shop, { customer_id: "alice", touches }),
    ]);
    const awaits = () =>
      env.DB.prepare("select awaits_sale value from commissions where program_id = ?")
        .bind(shop.program.id)
        .first("value");
    expect(await awaits()).toBe(1);
    await shop.sale({ external_id: "order-1", customer });
    expect(await awaits()).toBe(0);
  });

  it("lifts nobody to a higher tier before it is confirmed", async () => {
    const tiered = {
      ...oneTime,
      duration: { kind: "lifetime" },
      amount: {
        kind: "tiered",
        metric: "revenue",
        mode: "marginal",
        period: { kind: "lifetime" },
        unit: "percent",
        steps: [
          { from: 0, basisPoints: 1_000 },
          { from: 100_000, basisPoints: 5_000 },
        ],
      },
    } as const;
    const shop = await makeShop({ rewards: [tiered] });
    const touches = await shop.token();
    await handleBrowserEvents(testContext(), [
      browserSale(shop, { external_id: "made-up", amount: 10_000_000, touches }),
    ]);
    const { body }: { body: TrackAnswer } = await shop.sale({ click_token: touches });
    expect(body.commissions).toMatchObject([{ amount: 500 }]);
  });

  it("leaves no more than a few sightings, however often a stranger reports the order", async () => {
    const shop = await makeShop();
    const events = Array.from({ length: 60 }, (_, n) =>
      browserSale(shop, { metadata: { try: `${n}` } }),
    );
    await handleBrowserEvents(testContext(), events);
    const sightings = await env.DB.prepare(
      `select count(*) value from sightings s join conversions c on c.id = s.conversion_id
       where c.program_id = ?`,
    )
      .bind(shop.program.id)
      .first("value");
    expect(sightings).toBe(20);
  });
});

describe("one order in two programs", () => {
  const pair = async () => {
    const one = await makeShop();
    const other = await makeShop({ program: { organizationId: one.organization.id } });
    await env.DB.prepare("update api_keys set organization_id = ? where id = ?")
      .bind(one.organization.id, other.apiKey.id)
      .run();
    return { one, other };
  };
  it("leaves no conversion waiting for a click's facts in the program that lost it", async () => {
    const { one, other } = await pair();
    const early = await one.token({ at: Date.now() - 3 * 86_400_000 });
    await one.sale({ external_id: "order-1", click_token: early });
    await other.sale({ external_id: "order-1", click_token: await other.token() });
    const waiting = await env.DB.prepare(
      "select count(*) value from conversions where program_id = ? and enrichment = 'pending'",
    )
      .bind(one.program.id)
      .first("value");
    expect(waiting).toBe(0);
  });

  it("is not credited twice when the first had lost its credit and gets it back", async () => {
    const { one, other } = await pair();
    const order = { external_id: "order-1" };
    const early = await one.token({ at: Date.now() - 3 * 86_400_000 });
    /** As if what stands were a signed report of a browser: the next one by API replaces it. */
    const lowerTrust = () =>
      env.DB.prepare("update conversions set trust = 'signed_browser' where program_id = ?")
        .bind(one.program.id)
        .run();
    await one.sale({ ...order, click_token: early });
    await lowerTrust();
    await one.sale({ ...order, click_token: "forged" });
    await other.sale({ ...order, click_token: await other.token() });
    await lowerTrust();
    const { body }: { body: TrackAnswer } = await one.sale({ ...order, click_token: early });
    expect(body.no_commission?.code).toBe("other_program_won");
    const [first, second] = [await one.books(), await other.books()];
    expect([first.credited, second.credited]).toEqual([0, 1]);
  });
});
