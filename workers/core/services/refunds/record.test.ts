import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { testContext } from "../../testing/context.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { recordRefund } from "./record.ts";

const body = { external_id: "r-1", amount: 1_000, currency: "EUR" };
const order = { sale: { external_id: "order-1" } };
type Answered = { status: number; body: { refund: { id: string; conversion_id: string | null } } };

const conversionOf = (shop: Shop, externalId = "r-1") =>
  env.DB.prepare("select conversion_id value from refunds where program_id = ? and external_id = ?")
    .bind(shop.program.id, externalId)
    .first<string>("value");

/** As the consumer of the queue calls it: nobody looked for the Idempotency-Key before. */
async function record(shop: Shop, own: object, key: string | null = null) {
  const { id, organizationId, programId, mode, scopes } = shop.apiKey;
  const actor: ApiKeyActor = { kind: "api_key", id, organizationId, programId, mode, scopes };
  const refund = { origin: "main", items: [], ...body, ...order, ...own };
  const call = {
    acceptedAt: Date.now(),
    keySha256: shop.apiKey.sha256,
    idempotencyKey: key,
    bulk: false,
  };
  const bodyHash = await sha256Hex(JSON.stringify(refund));
  const idempotency = key === null ? null : { callerId: id, key, mode, bodyHash };
  return recordRefund(testContext({ actor }), actor, refund, call, idempotency);
}

describe("a refund under an Idempotency-Key", () => {
  it("is answered again as the first time, whichever way it comes", async () => {
    const shop = await makeShop();
    const first = await record(shop, {}, "k");
    expect(await record(shop, {}, "k")).toEqual(first);
  });

  it("is refused for another refund under the same key", async () => {
    const shop = await makeShop();
    await record(shop, {}, "k");
    await expect(record(shop, { external_id: "r-2" }, "k")).rejects.toMatchObject({
      code: "idempotency.key_reused",
    });
  });

  it("is recorded under a key that was used long ago, whose record is gone", async () => {
    const shop = await makeShop();
    await record(shop, {}, "k");
    await env.DB.prepare("delete from idempotency_records where caller_id = ?")
      .bind(shop.apiKey.id)
      .run();
    const { status } = await record(shop, { external_id: "r-2" }, "k");
    expect(status).toBe(201);
  });

  it("stops no other line of a bulk", async () => {
    const shop = await makeShop();
    const refund = (external_id: string) => ({ type: "refund", ...body, ...order, external_id });
    const send = (...ids: string[]) =>
      shop.track("bulk", { conversions: ids.map(refund) }, { "idempotency-key": "night" });
    await send("r-1", "r-2");
    const again = await send("r-1", "r-3");
    const { results } = again.body as { results: { status: number }[] };
    expect(results.map(({ status }) => status)).toEqual([201, 422]);
  });
});

describe("a refund", () => {
  it("that comes ten times at once is one", async () => {
    const shop = await makeShop();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => shop.track("refund", { ...body, ...order })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(9).fill(200), 201]);
  });

  it("finds its sale also when both come at once", async () => {
    for (let round = 0; round < 5; round++) {
      const shop = await makeShop();
      const [sale] = (await Promise.all([
        shop.sale({ external_id: "order-1" }),
        shop.track("refund", { ...body, ...order }),
      ])) as [{ body: TrackAnswer }, unknown];
      expect(await conversionOf(shop)).toBe(sale.body.conversion.id);
    }
  });

  it("finds a sale by its order number, whatever the sale's external id is", async () => {
    const shop = await makeShop();
    const sale = (external_id: string, order_id: string) =>
      shop.sale({ external_id, references: [{ kind: "order", value: order_id }] });
    const before: { body: TrackAnswer } = await sale("pi_1", "order-1");
    const known: Answered = await shop.track("refund", { ...body, ...order });
    expect(known.body.refund.conversion_id).toBe(before.body.conversion.id);
    await shop.track("refund", { ...body, external_id: "r-2", sale: { external_id: "order-2" } });
    const after: { body: TrackAnswer } = await sale("pi_2", "order-2");
    expect(await conversionOf(shop, "r-2")).toBe(after.body.conversion.id);
  });

  it("in another currency than the sale that it waited for is left to a person", async () => {
    const shop = await makeShop();
    await shop.track("refund", { ...body, ...order, currency: "USD" });
    await shop.sale({ external_id: "order-1" });
    expect(await conversionOf(shop)).toBeNull();
    const review = await env.DB.prepare("select kind value from reviews where program_id = ?")
      .bind(shop.program.id)
      .first("value");
    expect(review).toBe("refund.currency_differs");
  });

  it("is not the same one for another sale", async () => {
    const shop = await makeShop();
    await shop.track("refund", { ...body, ...order });
    const other = await shop.track("refund", { ...body, sale: { external_id: "order-2" } });
    expect(other).toMatchObject({ status: 409, body: { code: "refund.id_reused" } });
  });

  it("of a test key never meets a live sale", async () => {
    const shop = await makeShop();
    await shop.sale({ external_id: "order-1" });
    await env.DB.prepare("update api_keys set mode = 'test' where id = ?")
      .bind(shop.apiKey.id)
      .run();
    const test: Answered = await shop.track("refund", { ...body, ...order });
    expect(test.body.refund.conversion_id).toBeNull();
  });
});
