import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const admin = (shop: Shop) => memberOf(shop.organization.id, "admin");

const list = (shop: Shop, query = "", actor = admin(shop)) =>
  callApi(`/audit-events?organization_id=${shop.organization.id}${query}`, { actor });

/** Three decisions by two managers on two conversions. */
async function decisions(shop: Shop) {
  const managers = [
    memberOf(shop.organization.id, "manager"),
    memberOf(shop.organization.id, "manager"),
  ];
  const ids: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { body } = await shop.sale({ click_token: await shop.token() });
    ids.push((body as Json).conversion.id);
  }
  const other = await shop.addAffiliate();
  const [first, second] = ids;
  const [ann, bob] = managers;
  const move = { affiliate_id: other.id, reason: "She sent the customer" };
  await callApi(`/conversions/${first}/reattribute`, { actor: ann, body: move, now: Date.now() });
  await callApi(`/conversions/${first}/reject`, {
    actor: bob,
    body: { reason: "One" },
    now: Date.now() + 1,
  });
  await callApi(`/conversions/${second}/reject`, {
    actor: bob,
    body: { reason: "Two" },
    now: Date.now() + 2,
  });
  return { ids, ann, bob, other };
}

describe("the audit log of an organization", () => {
  it("says who did what to which conversion, before and after, the latest first", async () => {
    const shop = await makeShop();
    const { ids, ann, bob, other } = await decisions(shop);
    const { body } = await list(shop);
    expect(body.data).toMatchObject([
      { action: "conversion.reject", actor_id: bob?.id, subject_id: ids[1] },
      { action: "conversion.reject", actor_id: bob?.id, subject_id: ids[0] },
      {
        action: "conversion.reattribute",
        actor_kind: "user",
        actor_id: ann?.id,
        subject_id: ids[0],
        program_id: shop.program.id,
        before: { affiliateId: shop.affiliate.id },
        after: { affiliateId: other.id, reason: "She sent the customer" },
      },
    ]);
  });

  it("is filtered by program, subject, person and action, alone or together", async () => {
    const shop = await makeShop();
    const { ids, ann, bob } = await decisions(shop);
    const count = async (query: string) => (await list(shop, query)).body.data.length;
    expect(await count(`&program_id=${shop.program.id}`)).toBe(3);
    expect(await count(`&subject_id=${ids[0]}`)).toBe(2);
    expect(await count(`&actor_id=${ann?.id}`)).toBe(1);
    expect(await count("&action=conversion.reject")).toBe(2);
    expect(await count(`&action=conversion.reject&subject_id=${ids[0]}&actor_id=${bob?.id}`)).toBe(
      1,
    );
    expect(await count("&action=conversion.approve")).toBe(0);
  });

  it("goes on page by page, and comes as CSV whole", async () => {
    const shop = await makeShop();
    await decisions(shop);
    const first = await list(shop, "&limit=2");
    const second = await list(shop, `&limit=2&cursor=${first.body.next_cursor}`);
    expect([first.body.data.length, second.body.data.length]).toEqual([2, 1]);
    const { text } = await list(shop, "&format=csv");
    expect(text.trim().split("\r\n")).toHaveLength(4);
  });

  it.each([
    ["a manager", 403, "auth.not_allowed", (s: Shop) => memberOf(s.organization.id, "manager")],
    ["an affiliate", 404, "organization.not_found", (s: Shop) => affiliateOf(s)],
    ["another organization", 404, "organization.not_found", () => memberOf(newId("org"))],
    ["a key without the scope", 403, "auth.missing_scope", (s: Shop) => keyOf(s, { scopes: [] })],
    ["a program's key that names no program", 404, "organization.not_found", (s: Shop) => keyOf(s)],
  ])("is closed to %s", async (_, status, code, of) => {
    const shop = await makeShop();
    const path = `/audit-events?organization_id=${shop.organization.id}`;
    const answer = await callApi(path, { actor: of(shop) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("is open to a program's key for that program, and to a platform admin", async () => {
    const shop = await makeShop();
    await decisions(shop);
    const path = `/audit-events?organization_id=${shop.organization.id}&program_id=${shop.program.id}`;
    for (const actor of [keyOf(shop), person({ platformAdmin: true })]) {
      expect((await callApi(path, { actor })).body.data).toHaveLength(3);
    }
  });

  it("knows no program of another organization", async () => {
    const [shop, other] = [await makeShop(), await makeShop()];
    const answer = await list(shop, `&program_id=${other.program.id}`);
    expect([answer.status, answer.body.code]).toEqual([404, "program.not_found"]);
  });
});
