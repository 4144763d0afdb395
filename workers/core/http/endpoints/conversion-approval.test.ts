import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { callApi } from "../../testing/api.ts";
import {
  liveBinding,
  manager,
  post,
  read,
  soldBy,
  soldInBrowser,
} from "../../testing/decisions.ts";
import { makeShop } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

describe("approving a conversion of a program that approves by hand", () => {
  const byHand = { program: { settings: { approval: "manual" as const } } };

  it("approves its commissions, in the person's name, and shortens no hold", async () => {
    const shop = await makeShop(byHand);
    const id = await soldBy(shop);
    const before = (await read(shop, id)).commissions[0];
    expect(before).toMatchObject({ state: "pending", approved: false });
    const actor = manager(shop);
    const { status, body } = await post(`/conversions/${id}/approve`, actor);
    expect(status).toBe(200);
    expect(body.commissions).toEqual([{ ...before, approved: true }]);
    const row = await env.DB.prepare("select approved_by from commissions where id = ?")
      .bind(before.id)
      .first();
    expect(row).toEqual({ approved_by: actor.id });
  });

  it("is said once in the audit log, and changes nothing the second time", async () => {
    const shop = await makeShop(byHand);
    const id = await soldBy(shop);
    const first = await post(`/conversions/${id}/approve`, manager(shop));
    const again = await post(`/conversions/${id}/approve`, manager(shop));
    expect(again.body).toEqual(first.body);
    const { results } = await env.DB.prepare("select action from audit_events where subject_id = ?")
      .bind(id)
      .all();
    expect(results).toEqual([{ action: "conversion.approve" }]);
  });

  it("is refused once it was rejected", async () => {
    const shop = await makeShop(byHand);
    const id = await soldBy(shop);
    await post(`/conversions/${id}/reject`, manager(shop), { reason: "A test order" });
    const { status, body } = await post(`/conversions/${id}/approve`, manager(shop));
    expect([status, body.code]).toEqual([409, "conversion.rejected"]);
  });
});

describe("approving a sale that a browser alone reported", () => {
  it("confirms it: it counts, binds the customer, and waits for nobody", async () => {
    const shop = await makeShop();
    const id = await soldInBrowser(shop);
    expect(await read(shop, id)).toMatchObject({
      state: "unconfirmed",
      commissions: [{ amount: 1_000, held_reasons: ["needs_confirmation"], approved: false }],
    });
    const before = (await read(shop, id)).commissions[0];
    const { body } = await post(`/conversions/${id}/approve`, manager(shop));
    expect(body).toMatchObject({
      state: "credited",
      first_sale: true,
      affiliate_id: shop.affiliate.id,
      commissions: [{ amount: 1_000, held_reasons: [], approved: true, state: "pending" }],
    });
    expect(body.commissions[0].matures_at).toBe(before.matures_at);
    expect(await liveBinding(shop.program.id)).toBe(shop.affiliate.id);
    expect((await shop.books()).revenue).toBe(5_000);
    await expectBooksTieOut(shop.program.id);
  });

  it("keeps the hold that was in force when it was recorded", async () => {
    const shop = await makeShop();
    const id = await soldInBrowser(shop);
    const before = (await read(shop, id)).commissions[0];
    await env.DB.prepare("update programs set settings = ? where id = ?")
      .bind(JSON.stringify({ holdDays: 1 }), shop.program.id)
      .run();
    const { body } = await post(`/conversions/${id}/approve`, manager(shop));
    expect(body.commissions[0].matures_at).toBe(before.matures_at);
  });

  it("says in the trace that a person confirmed it", async () => {
    const shop = await makeShop();
    const id = await soldInBrowser(shop);
    await post(`/conversions/${id}/approve`, manager(shop));
    const { body } = await callApi(`/conversions/${id}/trace`, { actor: manager(shop) });
    expect(body.sentences.join(" ")).toContain("until a person confirmed it");
    expect(body.earlier).toHaveLength(1);
  });
});
