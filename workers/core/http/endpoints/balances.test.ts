import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { callApi } from "../../testing/api.ts";
import { makeBooks, proveBooks, type TestBooks } from "../../testing/books.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const db = openDb(env.DB);

let shop: Shop;
let books: TestBooks;
beforeAll(async () => {
  shop = await makeShop();
  books = await makeBooks(shop);
});

const balancePath = (query = "") => `/affiliates/${books.affiliateId}/balance${query}`;
const listPath = (query = "") => `/organizations/${shop.organization.id}/balances${query}`;
const merchant = () => memberOf(shop.organization.id, "viewer");

/** Two commissions of €10.00, of which one was paid with a bonus of €5.00; another bonus is open. */
const EXPECTED = {
  currency: "EUR",
  pending: 1_000,
  held: 0,
  payable: 500,
  in_payout: 0,
  paid: 1_500,
  debt: 0,
};

describe("an affiliate's balance", () => {
  it("says what is pending, payable and paid", async () => {
    const { status, body } = await callApi(balancePath(), { actor: merchant() });
    expect(status).toBe(200);
    expect(body).toEqual({
      affiliate_id: books.affiliateId,
      program_id: books.programId,
      mode: "live",
      balances: [EXPECTED],
    });
  });

  it("is the affiliate's to read, and a key's", async () => {
    for (const actor of [affiliateOf(shop), keyOf(shop)]) {
      expect((await callApi(balancePath(), { actor })).body.balances).toEqual([EXPECTED]);
    }
  });

  it("is apart in test mode, and of the program's currency also when there is nothing", async () => {
    const { body } = await callApi(balancePath("?mode=test"), { actor: merchant() });
    expect(body.balances).toEqual([{ ...EXPECTED, pending: 0, payable: 0, paid: 0 }]);
  });

  it("refuses a key of the other mode", async () => {
    const { status, body } = await callApi(balancePath("?mode=test"), { actor: keyOf(shop) });
    expect([status, body.code]).toEqual([403, "auth.wrong_mode"]);
  });

  it("shows what is held, and what is owed back", async () => {
    const other = await makeShop();
    const { affiliateId } = await makeBooks(other);
    await env.DB.prepare(
      `update commissions set held_reasons = '["disputed"]' where affiliate_id = ? and state = 'pending'`,
    )
      .bind(affiliateId)
      .run();
    const actor = memberOf(other.organization.id, "admin");
    const body = { kind: "adjustment", amount: -800, reason: "Counted twice" };
    await callApi(`/affiliates/${affiliateId}/adjustments`, { actor, body });
    const answer = await callApi(`/affiliates/${affiliateId}/balance`, { actor });
    expect(answer.body.balances).toEqual([{ ...EXPECTED, held: 1_000, payable: 0, debt: 300 }]);
  });

  it.each([
    ["a foreign team", () => memberOf("org_01kb0xw4xvfm8v9sa7s6k0f1q2", "owner")],
    ["another program's affiliate", async () => affiliateOf(await makeShop())],
  ])("is not found by %s", async (_, make) => {
    const { status, body } = await callApi(balancePath(), { actor: await make() });
    expect([status, body.code]).toEqual([404, "affiliate.not_found"]);
  });
});

describe("the balances of an organization", () => {
  const moreAffiliates = async () => {
    const own = await makeShop();
    for (let count = 0; count < 3; count++) {
      const { link } = await own.addAffiliate();
      await own.sale({ click_token: await own.token({ link }) });
    }
    await makeBooks(own);
    return own;
  };

  it("are listed by affiliate, page by page, and sum up to the ledger", async () => {
    const own = await moreAffiliates();
    const actor = memberOf(own.organization.id, "viewer");
    const listed: { affiliate_id: string; pending: number; payable: number; debt: number }[] = [];
    let cursor = "";
    do {
      const path = `/organizations/${own.organization.id}/balances?limit=2${cursor}`;
      const { body } = await callApi(path, { actor });
      listed.push(...body.data);
      cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
    } while (cursor !== "");
    expect(listed).toHaveLength(4);
    expect(new Set(listed.map(({ affiliate_id }) => affiliate_id)).size).toBe(4);
    const sum = listed.reduce((all, row) => all + row.pending + row.payable - row.debt, 0);
    const inLedger = await env.DB.prepare(
      `select sum(e.amount) owed from ledger_accounts a join ledger_entries e on e.account_id = a.id
       where a.organization_id = ? and a.kind in ('affiliate_pending', 'affiliate_payable')`,
    )
      .bind(own.organization.id)
      .first<number>("owed");
    expect(sum).toBe(inLedger);
    await proveBooks(db, own.organization.id);
  });

  it("come as CSV", async () => {
    const { text } = await callApi(listPath("?format=csv"), { actor: merchant() });
    expect(text.split("\r\n").slice(0, 2)).toEqual([
      "affiliate_id,program_id,mode,currency,pending,held,payable,in_payout,paid,debt",
      `${books.affiliateId},${books.programId},live,EUR,1000,0,500,0,1500,0`,
    ]);
  });

  it("are not for an affiliate, a foreign team, or a key of one program", async () => {
    const statusOf = async (actor: Parameters<typeof callApi>[1]) =>
      (await callApi(listPath(), actor)).status;
    expect(await statusOf({ actor: affiliateOf(shop) })).toBe(404);
    expect(await statusOf({ actor: memberOf("org_01kb0xw4xvfm8v9sa7s6k0f1q2") })).toBe(404);
    expect(await statusOf({ actor: keyOf(shop) })).toBe(404);
    expect(await statusOf({ actor: keyOf(shop, { programId: null }) })).toBe(200);
  });

  it("refuse a cursor of something else", async () => {
    const { status, body } = await callApi(listPath("?cursor=x"), { actor: merchant() });
    expect([status, body.code]).toEqual([422, "request.invalid_cursor"]);
  });
});
