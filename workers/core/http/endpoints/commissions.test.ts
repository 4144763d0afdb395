import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const viewer = (shop: Shop) => memberOf(shop.organization.id, "viewer");

async function soldBy(shop: Shop, link?: string): Promise<string> {
  const { body } = await shop.sale({ click_token: await shop.token(link ? { link } : {}) });
  return (body as Json).conversion.id;
}

const list = (shop: Shop, query = "", actor: Parameters<typeof callApi>[1] = {}) =>
  callApi(`/commissions?program_id=${shop.program.id}${query}`, { actor: viewer(shop), ...actor });

describe("the commissions of a program", () => {
  it("are those of all its affiliates, page by page", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    await soldBy(shop);
    await soldBy(shop, other.link);
    await soldBy(shop);
    const first = await list(shop, "&limit=2");
    const second = await list(shop, `&limit=2&cursor=${first.body.next_cursor}`);
    const all = [...first.body.data, ...second.body.data];
    expect(all.map((one: Json) => one.affiliate_id).sort()).toEqual(
      [shop.affiliate.id, shop.affiliate.id, other.id].sort(),
    );
    expect(all[0]).toMatchObject({ program_id: shop.program.id, rejected_reason: null });
  });

  it("are filtered by state, of the program or of one affiliate", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await soldBy(shop);
    const actor = memberOf(shop.organization.id, "manager");
    await callApi(`/conversions/${id}/reject`, { actor, body: { reason: "A test order" } });
    const count = async (query: string) => (await list(shop, query)).body.data.length;
    expect(await count("&state=pending")).toBe(1);
    expect(await count("&state=paid")).toBe(0);
    expect(await count(`&state=rejected&affiliate_id=${shop.affiliate.id}`)).toBe(1);
  });

  it("that were rejected are shown to their affiliate with the reason", async () => {
    const shop = await makeShop();
    const actor = memberOf(shop.organization.id, "manager");
    const path = `/conversions/${await soldBy(shop)}/reject`;
    await callApi(path, { actor, body: { reason: "You bought it yourself" } });
    const own = `/commissions?affiliate_id=${shop.affiliate.id}`;
    const { body } = await callApi(own, { actor: affiliateOf(shop) });
    expect(body.data).toMatchObject([
      { state: "rejected", rejected_reason: "You bought it yourself" },
    ]);
  });

  it.each([
    ["an affiliate, who reads his own", 403, (s: Shop) => affiliateOf(s)],
    ["another organization", 404, () => memberOf(newId("org"))],
    ["a key without the scope", 403, (s: Shop) => keyOf(s, { scopes: [] })],
  ])("are not shown to %s", async (_, status, of) => {
    const shop = await makeShop();
    expect((await list(shop, "", { actor: of(shop) })).status).toBe(status);
  });

  it("are asked for by a program or an affiliate of it", async () => {
    const [shop, other] = [await makeShop(), await makeShop()];
    expect((await callApi("/commissions", { actor: viewer(shop) })).status).toBe(422);
    expect((await list(shop, "&state=open")).status).toBe(422);
    expect((await list(shop, `&affiliate_id=${other.affiliate.id}`)).status).toBe(404);
  });
});
