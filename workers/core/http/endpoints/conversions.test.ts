import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const viewer = (shop: Shop) => memberOf(shop.organization.id, "viewer");

/** A sale a minute, the latest `count` minutes ago at most; ids in the order of the events. */
async function sales(shop: Shop, count: number, own: Record<string, unknown> = {}) {
  const ids: string[] = [];
  const start = Date.now() - 3_600_000;
  for (let index = 0; index < count; index++) {
    const { body } = await shop.sale({
      click_token: await shop.token({ at: start - 60_000 }),
      occurred_at: new Date(start + index * 60_000).toISOString(),
      ...own,
    });
    ids.push((body as Json).conversion.id);
  }
  return ids;
}

const list = (shop: Shop, query: string, actor = viewer(shop)) =>
  callApi(`/conversions?program_id=${shop.program.id}${query}`, { actor });
const idsOf = ({ body }: { body: Json }): string[] => body.data.map(({ id }: Json) => id);

describe("the list of a program's conversions", () => {
  it("begins with the latest event, and goes on page by page to the first", async () => {
    const shop = await makeShop();
    const ids = await sales(shop, 5);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await list(shop, `&limit=2${cursor}`);
      seen.push(...idsOf(page));
      cursor = page.body.next_cursor === null ? "" : `&cursor=${page.body.next_cursor}`;
    } while (cursor !== "");
    expect(seen).toEqual(ids.toReversed());
  });

  it("begins with the first event on request", async () => {
    const shop = await makeShop();
    const ids = await sales(shop, 3);
    expect(idsOf(await list(shop, "&sort=occurred_at&limit=2"))).toEqual(ids.slice(0, 2));
  });

  it("pages also through events of one moment", async () => {
    const shop = await makeShop();
    const occurred_at = new Date(Date.now() - 60_000).toISOString();
    const ids = await sales(shop, 3, {
      occurred_at,
      click_token: await shop.token({ at: Date.now() - 120_000 }),
    });
    const first = await list(shop, "&limit=2");
    const second = await list(shop, `&limit=2&cursor=${first.body.next_cursor}`);
    expect([...idsOf(first), ...idsOf(second)].sort()).toEqual(ids.toSorted());
  });

  it("takes a range of time, its end excluded", async () => {
    const shop = await makeShop();
    const ids = await sales(shop, 3);
    const at = async (id: string) =>
      (await callApi(`/conversions/${id}`, { actor: viewer(shop) })).body.occurred_at;
    const range = `&from=${await at(ids[0] ?? "")}&to=${await at(ids[2] ?? "")}`;
    expect(idsOf(await list(shop, range))).toEqual([ids[1], ids[0]]);
  });

  it("tells leads from sales", async () => {
    const shop = await makeShop();
    await sales(shop, 1);
    await shop.track("lead", { external_id: "lead-1" });
    const { body } = await list(shop, "&type=lead");
    expect(body.data).toMatchObject([{ type: "lead", state: "uncredited", gross: null }]);
  });

  it.each([
    ["pending", 2],
    ["rejected", 1],
    ["payable", 0],
  ])("by the state of commissions: %s", async (state, count) => {
    const shop = await makeShop();
    const [id] = await sales(shop, 3);
    const actor = memberOf(shop.organization.id, "manager");
    await callApi(`/conversions/${id}/reject`, { actor, body: { reason: "A test order" } });
    const page = await list(shop, `&commission_state=${state}`);
    expect(page.body.data).toHaveLength(count);
    const asc = await list(shop, `&commission_state=${state}&sort=occurred_at&limit=1`);
    const next =
      asc.body.next_cursor &&
      (await list(
        shop,
        `&commission_state=${state}&sort=occurred_at&limit=1&cursor=${asc.body.next_cursor}`,
      ));
    expect([...idsOf(asc), ...(next ? idsOf(next) : [])]).toEqual(idsOf(page).toReversed());
  });

  it("shows what waits for somebody to confirm it", async () => {
    const shop = await makeShop();
    const [id] = await sales(shop, 2);
    await env.DB.prepare("update conversions set needs_confirmation = 1 where id = ?")
      .bind(id)
      .run();
    expect(idsOf(await list(shop, "&needs_confirmation=true"))).toEqual([id]);
  });

  it("of an affiliate, or a customer, takes the filters together", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    await sales(shop, 1);
    const customer = { external_id: "customer-1" };
    const [id] = await sales(shop, 1, {
      click_token: await shop.token({ link: other.link, at: Date.now() - 7_200_000 }),
      customer,
    });
    const both = `&affiliate_id=${other.id}&type=sale&commission_state=pending`;
    expect(idsOf(await list(shop, both))).toEqual([id]);
    const { customer_id } = (await callApi(`/conversions/${id}`, { actor: viewer(shop) })).body;
    expect(idsOf(await list(shop, `&customer_id=${customer_id}`))).toEqual([id]);
    expect(
      idsOf(await list(shop, `&customer_id=${customer_id}&affiliate_id=${shop.affiliate.id}`)),
    ).toEqual([]);
  });

  it("comes as CSV, order numbers that look like formulas neutralised", async () => {
    const shop = await makeShop();
    await sales(shop, 1, { external_id: "=cmd" });
    const { headers, text } = await list(shop, "&format=csv");
    expect(headers.get("content-type")).toContain("text/csv");
    expect(text.split("\r\n")[0]).toContain("external_id");
    expect(text).toContain("'=cmd");
  });

  it("holds test conversions apart", async () => {
    const shop = await makeShop();
    await sales(shop, 1);
    expect(idsOf(await list(shop, "&mode=test"))).toEqual([]);
    const actor = keyOf(shop, { mode: "test" });
    const answer = await callApi(`/conversions?program_id=${shop.program.id}&mode=live`, { actor });
    expect([answer.status, answer.body.code]).toEqual([403, "auth.wrong_mode"]);
  });

  it.each([
    ["without a program", "?limit=2", 422],
    [
      "with two filters that no index carries",
      "?program_id=P&type=sale&commission_state=pending",
      422,
    ],
    ["with an unknown filter", "?program_id=P&country=DE", 422],
    ["with a state that is none", "?program_id=P&commission_state=open", 422],
    ["with a cursor that is none", "?program_id=P&cursor=x", 422],
    ["with too many a page", "?program_id=P&limit=101", 422],
    ["with a day for a time", "?program_id=P&from=2026-01-01", 422],
    ["of a program that is none", `?program_id=${newId("prog")}`, 404],
    ["of an affiliate who is none", `?affiliate_id=${newId("aff")}`, 404],
    ["of a customer who is none", `?program_id=P&customer_id=${newId("cus")}`, 404],
  ])("is refused %s", async (_, query, status) => {
    const shop = await makeShop();
    const path = `/conversions${query.replace("P", shop.program.id)}`;
    expect((await callApi(path, { actor: viewer(shop) })).status).toBe(status);
  });
});

describe("a conversion", () => {
  it("has its references, items, commissions, and why it is credited", async () => {
    const shop = await makeShop();
    const [id] = await sales(shop, 1, {
      external_id: "order-1",
      references: [{ kind: "payment_intent", value: "pi_1" }],
      items: [{ id: "sku-1", product: "shoes", quantity: 1, amount: 5_000 }],
      metadata: { plan: "gold" },
      customer: { external_id: "customer-1" },
    });
    const { body, headers } = await callApi(`/conversions/${id}`, { actor: viewer(shop) });
    expect(body).toMatchObject({
      external_id: "order-1",
      gross: 5_000,
      via: "click",
      link_id: shop.link.id,
      items: [{ id: "sku-1", product: "shoes", amount: 5_000, base: 5_000 }],
      metadata: { plan: "gold" },
      commissions: [{ amount: 1_000, state: "pending" }],
    });
    expect(body.references).toContainEqual({ kind: "payment_intent", value: "pi_1" });
    expect(body.customer_id).toMatch(/^cus_/);
    expect(body.attribution[0]).toContain("because the customer clicked the link");
    expect(headers.get("etag")).toBe('"1"');
  });

  it("shows its affiliate what is his, and nothing of the merchant's", async () => {
    const shop = await makeShop();
    const [id] = await sales(shop, 1, { external_id: "order-1", metadata: { plan: "gold" } });
    const actor = affiliateOf(shop);
    const { body } = await callApi(`/conversions/${id}`, { actor });
    expect(body).toMatchObject({
      affiliate_id: shop.affiliate.id,
      external_id: null,
      customer_id: null,
      metadata: {},
      references: [],
      commissions: [{ amount: 1_000 }],
    });
    const trace = await callApi(`/conversions/${id}/trace`, { actor });
    expect(trace.body).toMatchObject({ trace: null, earlier: [] });
    expect(trace.body.sentences[0]).toContain("Credited to this affiliate");
    const own = await callApi(`/conversions?affiliate_id=${shop.affiliate.id}`, { actor });
    expect(idsOf(own)).toEqual([id]);
  });

  it("explains itself to the merchant", async () => {
    const shop = await makeShop();
    const [id] = await sales(shop, 1);
    const { body } = await callApi(`/conversions/${id}/trace`, { actor: viewer(shop) });
    expect(body).toMatchObject({
      conversion_id: id,
      trace: { decision: { affiliateId: shop.affiliate.id, via: "click" } },
      earlier: [],
    });
  });

  it.each<
    [who: string, status: number, of: (shop: Shop, other: string) => ReturnType<typeof person>]
  >([
    [
      "another affiliate of the program",
      404,
      (s, other) => affiliateOf({ ...s, affiliate: { id: other } }),
    ],
    ["an affiliate of nothing here", 404, () => person()],
    ["another organization's owner", 404, () => memberOf(newId("org"), "owner")],
    ["a viewer", 200, (s) => memberOf(s.organization.id, "viewer")],
    ["a platform admin", 200, () => person({ platformAdmin: true })],
  ])("is answered to %s with %i", async (_, status, of) => {
    const shop = await makeShop();
    const [id] = await sales(shop, 1);
    const other = await shop.addAffiliate();
    const actor = of(shop, other.id);
    for (const path of [`/conversions/${id}`, `/conversions/${id}/trace`]) {
      const answer = await callApi(path, { actor });
      expect(answer.status).toBe(status);
      if (status === 404) expect(answer.body.code).toBe("conversion.not_found");
    }
  });

  it("that is nobody's is no affiliate's to see", async () => {
    const shop = await makeShop();
    const { body } = await shop.sale({});
    const { id } = (body as Json).conversion;
    const { status } = await callApi(`/conversions/${id}`, { actor: affiliateOf(shop) });
    expect(status).toBe(404);
    const all = await callApi(`/conversions?program_id=${shop.program.id}`, {
      actor: affiliateOf(shop),
    });
    expect(all.status).toBe(403);
  });
});
