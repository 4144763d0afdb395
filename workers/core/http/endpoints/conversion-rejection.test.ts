import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import {
  liveBinding,
  manager,
  post,
  read,
  setPaid,
  soldBy,
  soldInBrowser,
} from "../../testing/decisions.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { makeShop } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

describe("rejecting a conversion", () => {
  it("credits nobody, rejects its commissions, and gives back what it had taken", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    expect(await liveBinding(shop.program.id)).toBe(shop.affiliate.id);
    const { status, body } = await post(`/conversions/${id}/reject`, manager(shop), {
      reason: "He bought it himself",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: "rejected",
      rejected_reason: "He bought it himself",
      affiliate_id: null,
      first_sale: false,
      commissions: [{ state: "rejected", rejected_reason: "He bought it himself", amount: 1_000 }],
    });
    expect(await liveBinding(shop.program.id)).toBeNull();
    expect(await shop.books()).toMatchObject({ ledger: 0, days: 0, credited: 0 });
    await expectBooksTieOut(shop.program.id);
  });

  it("gives caps back what it had used", async () => {
    const cap = {
      scope: "affiliate",
      measure: "amount",
      limit: 1_000,
      period: { kind: "lifetime" },
    };
    const capped = { ...TWENTY_PERCENT, caps: [cap] } as typeof TWENTY_PERCENT;
    const shop = await makeShop({ rewards: [capped] });
    const id = await soldBy(shop);
    await post(`/conversions/${id}/reject`, manager(shop), { reason: "A test order" });
    const other = await read(shop, await soldBy(shop));
    expect(other.commissions).toMatchObject([{ amount: 1_000 }]);
  });

  it("leaves what was paid with whom it was paid to", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await setPaid(id);
    const { body } = await post(`/conversions/${id}/reject`, manager(shop), {
      reason: "Late news",
    });
    expect(body).toMatchObject({ state: "rejected", commissions: [{ state: "paid" }] });
    await expectBooksTieOut(shop.program.id);
  });

  it("holds against a report of higher trust that comes later", async () => {
    const shop = await makeShop();
    const id = await soldInBrowser(shop, "order-9");
    await post(`/conversions/${id}/reject`, manager(shop), { reason: "Nobody knows that order" });
    const { body } = await shop.sale({ external_id: "order-9", click_token: await shop.token() });
    expect(body).toMatchObject({ result: "replaced", conversion: { id, affiliate_id: null } });
    expect(await read(shop, id)).toMatchObject({ state: "rejected", trust: "api" });
    await expectBooksTieOut(shop.program.id);
  });

  it("stays as it is the second time, whatever the reason", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const first = await post(`/conversions/${id}/reject`, manager(shop), { reason: "One" });
    const again = await post(`/conversions/${id}/reject`, manager(shop), { reason: "Two" });
    expect(again.body).toEqual(first.body);
  });

  it("waits for a payout that holds its commission", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const [commission] = (await read(shop, id)).commissions;
    const [batch, payout, payee] = [newId("batch"), newId("pay"), newId("payee")];
    await env.DB.batch([
      env.DB.prepare(
        `insert into payees (id, organization_id, kind, name, created_at) values (?, ?, 'person', 'Mara', 1)`,
      ).bind(payee, shop.organization.id),
      env.DB.prepare(
        `insert into payout_batches (id, organization_id, mode, currency, cut_off_at, progress, created_at)
         values (?, ?, 'live', 'EUR', 1, '{}', 1)`,
      ).bind(batch, shop.organization.id),
      env.DB.prepare(
        `insert into payouts (id, batch_id, organization_id, payee_id, mode, currency, amount, state, created_at)
         values (?, ?, ?, ?, 'live', 'EUR', 1000, 'draft', 1)`,
      ).bind(payout, batch, shop.organization.id, payee),
      env.DB.prepare(
        `insert into payout_items (id, payout_id, affiliate_id, source_kind, source_id, mode, amount, currency)
         values (?, ?, ?, 'commission', ?, 'live', 1000, 'EUR')`,
      ).bind(newId("pay"), payout, shop.affiliate.id, commission.id),
    ]);
    const { status, body } = await post(`/conversions/${id}/reject`, manager(shop), {
      reason: "Too late",
    });
    expect([status, body.code]).toEqual([409, "commission.in_payout"]);
    expect(await read(shop, id)).toMatchObject({ state: "credited" });
  });
});

describe("a reason", () => {
  it.each([
    ["is needed", {}],
    ["is not blank", { reason: "  " }],
    ["is one line", { reason: "a\nb" }],
    ["is at most 500 long", { reason: "x".repeat(501) }],
    ["comes alone", { reason: "a", force: true }],
  ])("%s", async (_, body) => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    expect((await post(`/conversions/${id}/reject`, manager(shop), body)).status).toBe(422);
  });
});
