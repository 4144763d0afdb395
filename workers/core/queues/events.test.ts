import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../contract/edge/browser-event.ts";
import type { TrackAnswer } from "../../contract/track-answer.ts";
import type { TrackCall } from "../../contract/track-call.ts";
import { openDb } from "../../db/batch.ts";
import { sha256Hex } from "../../lib/crypto.ts";
import { newId } from "../../lib/ids.ts";
import { testContext } from "../testing/context.ts";
import { makeShop, type Shop } from "../testing/shop.ts";
import { consumeEvents } from "./events.ts";

async function consume(bodies: readonly unknown[], ctx = testContext(), attempts = 1) {
  const messages = bodies.map((body) => ({
    id: crypto.randomUUID(),
    timestamp: new Date(),
    attempts,
    body,
  }));
  const batch = createMessageBatch<unknown>("trackdesk-events", messages);
  await consumeEvents(batch, ctx);
  await ctx.settle();
  const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
  return { acked: explicitAcks.length, retried: retryMessages.length, logged: ctx.logged };
}

const browserSale = (shop: Shop, own: Partial<BrowserEvent["body"]> = {}): BrowserEvent => ({
  kind: "browser",
  id: newId("conv"),
  at: Date.now(),
  body: {
    program: shop.program.id,
    type: "sale",
    external_id: newId("req"),
    amount: 5_000,
    currency: "EUR",
    ...own,
  },
});

const apiSale = async (shop: Shop, own: Partial<TrackCall> = {}): Promise<TrackCall> => ({
  kind: "api",
  id: newId("conv"),
  keySha256: await sha256Hex(shop.key),
  idempotencyKey: null,
  bodyHash: "hash",
  acceptedAt: Date.now(),
  type: "sale",
  body: { external_id: "order-1", amount: 5_000, currency: "EUR", click_token: await shop.token() },
  ...own,
});

/** Why messages were kept as dead letters. */
const kept = (logged: Awaited<ReturnType<typeof consume>>["logged"]) =>
  logged.filter(({ event }) => event === "dead_letter.kept").map(({ reason }) => reason);

/** A database that does not answer. */
const brokenDb = () => {
  const refuse = () => {
    throw new Error("D1_ERROR: the database is down");
  };
  return openDb({ prepare: refuse, batch: refuse, exec: refuse } as unknown as D1Database);
};

describe("the consumer of events", () => {
  it("records what browsers reported, once, also when it is delivered twice", async () => {
    const shop = await makeShop();
    const touches = await shop.token();
    const events = [browserSale(shop, { touches }), browserSale(shop, { touches })];
    expect(await consume(events)).toMatchObject({ acked: 2, retried: 0 });
    expect(await consume(events)).toMatchObject({ acked: 2, retried: 0 });
    expect(await shop.books()).toMatchObject({ conversions: 2, commissions: 2_000, ledger: 2_000 });
  });

  it("loses nothing while the database is down: everything comes again", async () => {
    const shop = await makeShop();
    const events = [browserSale(shop), await apiSale(shop)];
    const down = await consume(events, testContext({ db: brokenDb() }));
    expect(down).toMatchObject({ acked: 0, retried: 2 });
    expect(await consume(events, testContext(), 2)).toMatchObject({ acked: 2, retried: 0 });
    expect(await shop.books()).toMatchObject({ conversions: 2, commissions: 1_000 });
  });

  it("lets an event that can never be recorded hold up no other", async () => {
    const shop = await makeShop();
    const events = [
      browserSale(shop, { currency: "XXZ" }),
      browserSale(shop, { program: `prog_${"0".repeat(26)}` }),
      browserSale(shop),
    ];
    const { acked, logged } = await consume(events);
    expect(acked).toBe(3);
    expect(kept(logged)).toEqual(["request.invalid", "program.not_found"]);
    expect(await shop.books()).toMatchObject({ conversions: 1 });
  });

  it("keeps what is no event at all", async () => {
    const { acked, logged } = await consume([
      null,
      5,
      { kind: "other" },
      { kind: "api", type: "sale" },
    ]);
    expect(acked).toBe(4);
    expect(kept(logged)).toEqual(Array(4).fill("event.malformed"));
  });

  it("records many events of many programs in one go", async () => {
    const shops = await Promise.all(Array.from({ length: 3 }, () => makeShop()));
    const events = Array.from({ length: 90 }, (_, index) => {
      const shop = shops[index % 3];
      if (shop === undefined) throw new Error("There are three.");
      return browserSale(shop);
    });
    expect(await consume(events)).toMatchObject({ acked: 90 });
    for (const shop of shops) expect(await shop.books()).toMatchObject({ conversions: 30 });
  });
});

describe("a server's call that had to wait", () => {
  it("is recorded as it would have been, from when it was accepted", async () => {
    const shop = await makeShop();
    const acceptedAt = Date.now() - 50 * 60_000;
    const token = await shop.token({ at: acceptedAt - 1_000 });
    const body = { external_id: "order-1", amount: 5_000, currency: "EUR", click_token: token };
    expect(await consume([await apiSale(shop, { acceptedAt, body })])).toMatchObject({ acked: 1 });
    const row = await env.DB.prepare(
      "select occurred_at, affiliate_id from conversions where program_id = ?",
    )
      .bind(shop.program.id)
      .first();
    expect(row).toEqual({ occurred_at: acceptedAt, affiliate_id: shop.affiliate.id });
  });

  it("gives its caller the same answer when he calls again with the key", async () => {
    const shop = await makeShop();
    const body = { external_id: "order-1", amount: 5_000, currency: "EUR" };
    const text = JSON.stringify(body);
    const bodyHash = await sha256Hex(`POST /api/v1/track/sale\n${text}`);
    await consume([await apiSale(shop, { body, bodyHash, idempotencyKey: "k-1" })]);
    const again = await shop.track("sale", text, { "idempotency-key": "k-1" });
    const answer = again.body as TrackAnswer;
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(answer.result).toBe("created");
    const other = await shop.track("sale", { ...body, amount: 1 }, { "idempotency-key": "k-1" });
    expect(other.status).toBe(422);
  });

  it.each([
    ["a key revoked before it was accepted", -1_000, 0],
    ["a key revoked afterwards", 1_000, 1],
  ])("with %s", async (_, revokedAfter, recorded) => {
    const acceptedAt = Date.now() - 60_000;
    const shop = await makeShop({ apiKey: { revokedAt: acceptedAt + revokedAfter } });
    const { acked } = await consume([await apiSale(shop, { acceptedAt })]);
    expect(acked).toBe(1);
    expect(await shop.books()).toMatchObject({ conversions: recorded });
  });

  it("with a key that nobody has is refused", async () => {
    const shop = await makeShop();
    const call = await apiSale(shop, { keySha256: await sha256Hex("td_live_guessed") });
    const { acked, logged } = await consume([call]);
    expect(acked).toBe(1);
    expect(kept(logged)).toEqual(["auth.invalid_key"]);
    expect(await shop.books()).toMatchObject({ conversions: 0 });
  });
});
