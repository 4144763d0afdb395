import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const viewer = (shop: Shop) => memberOf(shop.organization.id, "viewer");

async function customerOf(shop: Shop, customer: Record<string, unknown>): Promise<string> {
  const { body } = await shop.sale({ click_token: await shop.token(), customer });
  return (body as Json).conversion.customer_id;
}

const list = (shop: Shop, query = "") =>
  callApi(`/customers?program_id=${shop.program.id}${query}`, { actor: viewer(shop) });

describe("a program's customers", () => {
  it("are listed by when they were first seen, page by page", async () => {
    const shop = await makeShop();
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) ids.push(await customerOf(shop, { external_id: name }));
    const first = await list(shop, "&limit=2&sort=created_at");
    const second = await list(shop, `&limit=2&sort=created_at&cursor=${first.body.next_cursor}`);
    const seen = [...first.body.data, ...second.body.data].map(({ id }: Json) => id);
    expect(seen.sort()).toEqual(ids.toSorted());
    expect(second.body.next_cursor).toBeNull();
    expect(first.body.data[0].binding).toMatchObject({ affiliate_id: shop.affiliate.id });
  });

  it("are found by the merchant's own id, in the shop that it belongs to", async () => {
    const shop = await makeShop();
    const id = await customerOf(shop, { external_id: "c-1" });
    await customerOf(shop, { external_id: "c-2" });
    expect((await list(shop, "&external_id=c-1")).body.data).toMatchObject([{ id }]);
    expect((await list(shop, "&external_id=c-1&origin=other")).body.data).toEqual([]);
    expect((await list(shop, "&external_id=c-9")).body.data).toEqual([]);
  });

  it("come as CSV", async () => {
    const shop = await makeShop();
    const id = await customerOf(shop, { external_id: "c-1" });
    expect((await list(shop, "&format=csv")).text).toContain(id);
  });
});

describe("a customer", () => {
  it("has identities, a binding and conversions, and no address", async () => {
    const shop = await makeShop();
    const id = await customerOf(shop, { external_id: "c-1", email: "Mia@Example.com" });
    const { body, text } = await callApi(`/customers/${id}`, { actor: viewer(shop) });
    expect(body.identities.map(({ kind }: Json) => kind).sort()).toEqual([
      "email_hash",
      "external",
    ]);
    expect(text.toLowerCase()).not.toContain("mia@example.com");
    expect(body).toMatchObject({
      binding: { affiliate_id: shop.affiliate.id, via: "click", ended_at: null },
      conversions: [{ customer_id: id, affiliate_id: shop.affiliate.id }],
      aliases: [],
      earlier_bindings: [],
    });
  });

  it("who turned out to be two is one, with what both did", async () => {
    const shop = await makeShop();
    const one = await customerOf(shop, { external_id: "c-1" });
    const other = await customerOf(shop, { stripe_customer: "cus_1" });
    expect(other).not.toBe(one);
    await customerOf(shop, { external_id: "c-1", stripe_customer: "cus_1" });
    const { data } = (await list(shop)).body;
    expect(data).toHaveLength(1);
    const { body } = await callApi(`/customers/${data[0].id}`, { actor: viewer(shop) });
    expect(body.aliases).toHaveLength(1);
    expect(body.identities).toHaveLength(2);
    expect(body.conversions).toHaveLength(3);
    expect(body.earlier_bindings).toMatchObject([{ end_reason: "customers_merged" }]);
    const conversions = await callApi(
      `/conversions?program_id=${shop.program.id}&customer_id=${data[0].id}`,
      { actor: viewer(shop) },
    );
    expect(conversions.body.data).toHaveLength(3);
  });

  it.each([
    ["an affiliate", 403, "auth.not_allowed", (s: Shop) => affiliateOf(s)],
    ["another organization", 404, "customer.not_found", () => memberOf(newId("org"))],
    ["a key without the scope", 403, "auth.missing_scope", (s: Shop) => keyOf(s, { scopes: [] })],
    ["a key of test mode", 403, "auth.wrong_mode", (s: Shop) => keyOf(s, { mode: "test" })],
  ])("is not shown to %s", async (_, status, code, of) => {
    const shop = await makeShop();
    const id = await customerOf(shop, { external_id: "c-1" });
    const answer = await callApi(`/customers/${id}`, { actor: of(shop) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("that is none is not found", async () => {
    const shop = await makeShop();
    for (const id of [newId("cus"), "cus_1"]) {
      expect((await callApi(`/customers/${id}`, { actor: viewer(shop) })).status).toBe(404);
    }
  });
});
