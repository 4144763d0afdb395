import { describe, expect, it } from "vitest";
import { manualOf } from "../../../domain/trace.ts";
import { callApi } from "../../testing/api.ts";
import {
  liveBinding,
  manager,
  post,
  read,
  setPaid,
  soldBy,
  soldInBrowser,
} from "../../testing/decisions.ts";
import { affiliateOf } from "../../testing/people.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { DAY, makeShop } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

describe("crediting a conversion to another affiliate", () => {
  const to = (affiliate_id: string | null, own: object = {}) => ({
    affiliate_id,
    reason: "She sent the customer",
    ...own,
  });

  it("moves what was not paid: commission, day totals, credit; and the trace says who decided", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const other = await shop.addAffiliate();
    const { status, body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(other.id),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      affiliate_id: other.id,
      via: "manual",
      first_sale: true,
      commissions: [{ affiliate_id: other.id, amount: 1_000, state: "pending", approved: true }],
    });
    const trace = await callApi(`/conversions/${id}/trace`, { actor: manager(shop) });
    expect(manualOf(trace.body.trace)).toMatchObject({ affiliateId: other.id });
    expect(trace.body.sentences[0]).toContain("a person decided so");
    await expectBooksTieOut(shop.program.id);
  });

  it("computes by the new affiliate's reward as of event time", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const other = await shop.addAffiliate();
    const half = { ...TWENTY_PERCENT, amount: { kind: "percent" as const, basisPoints: 5_000 } };
    await shop.addReward(half as typeof TWENTY_PERCENT, {
      scope: "affiliate",
      affiliateId: other.id,
    });
    const { body } = await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id));
    expect(body.commissions).toMatchObject([{ amount: 2_500 }]);
  });

  it("restarts no hold that was served, but leaves a day to look at it", async () => {
    const shop = await makeShop();
    const occurredAt = Date.now() - 100 * DAY;
    const id = await soldBy(shop, {
      occurred_at: new Date(occurredAt).toISOString(),
      click_token: await shop.token({ at: occurredAt - 60_000 }),
    });
    const other = await shop.addAffiliate();
    const now = Date.now();
    const { body } = await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id), {
      now,
    });
    expect(Date.parse(body.commissions[0].matures_at)).toBe(now + DAY);
  });

  it("leaves the binding, unless asked to move it", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    const id = await soldBy(shop);
    await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id));
    expect(await liveBinding(shop.program.id)).toBe(shop.affiliate.id);
    const third = await shop.addAffiliate();
    await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(third.id, { move_binding: true }),
    );
    expect(await liveBinding(shop.program.id)).toBe(third.id);
    const later = await read(shop, await soldBy(shop, { click_token: undefined }));
    expect(later).toMatchObject({ affiliate_id: third.id, via: "binding", renewal: true });
  });

  it("leaves a paid commission at the merchant's cost", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await setPaid(id);
    const other = await shop.addAffiliate();
    const { body } = await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id));
    expect(body.commissions).toMatchObject([
      { affiliate_id: shop.affiliate.id, state: "paid", reversed: 0 },
      { affiliate_id: other.id, state: "pending", amount: 1_000 },
    ]);
    await expectBooksTieOut(shop.program.id);
  });

  it("takes a paid commission back on request, and its affiliate reads why", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await setPaid(id);
    const other = await shop.addAffiliate();
    const body = to(other.id, { recover: true, reason: "The link was copied" });
    await post(`/conversions/${id}/reattribute`, manager(shop), body);
    const own = await callApi(`/conversions/${id}`, { actor: affiliateOf(shop) });
    expect(own.body.commissions).toMatchObject([
      { state: "reversed", amount: 1_000, reversed: 1_000, reversal_reason: "The link was copied" },
    ]);
    expect(own.body).toMatchObject({ affiliate_id: null, external_id: null, customer_id: null });
    await expectBooksTieOut(shop.program.id);
  });

  it("pays nobody twice for one conversion, whatever way it goes back and forth", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await setPaid(id);
    const other = await shop.addAffiliate();
    await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id));
    const { body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(shop.affiliate.id),
    );
    expect(body.commissions).toMatchObject([{ affiliate_id: shop.affiliate.id, state: "paid" }]);
    await expectBooksTieOut(shop.program.id);
  });

  it("brings a rejected conversion back", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    await post(`/conversions/${id}/reject`, manager(shop), { reason: "By mistake" });
    const { body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(shop.affiliate.id),
    );
    expect(body).toMatchObject({
      state: "credited",
      rejected_reason: null,
      commissions: [{ state: "pending", amount: 1_000 }],
    });
    await expectBooksTieOut(shop.program.id);
  });

  it("holds against a report of higher trust that comes later", async () => {
    const shop = await makeShop();
    const id = await soldInBrowser(shop, "order-7");
    const other = await shop.addAffiliate();
    await post(`/conversions/${id}/reattribute`, manager(shop), to(other.id));
    await shop.sale({ external_id: "order-7", amount: 9_000, click_token: await shop.token() });
    expect(await read(shop, id)).toMatchObject({
      affiliate_id: other.id,
      gross: 9_000,
      commissions: [{ affiliate_id: other.id, amount: 1_800, held_reasons: [] }],
    });
    await expectBooksTieOut(shop.program.id);
  });

  it("may credit nobody", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const { body } = await post(`/conversions/${id}/reattribute`, manager(shop), to(null));
    expect(body).toMatchObject({ state: "uncredited", affiliate_id: null, commissions: [] });
    await expectBooksTieOut(shop.program.id);
  });

  it("is refused for whom it is credited to already", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const { status, body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(shop.affiliate.id),
    );
    expect([status, body.code]).toEqual([409, "conversion.same_affiliate"]);
  });

  it("is refused for one who was banned then, and nothing changes", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    await shop.setState(other.id, "banned", Date.now() - DAY);
    const id = await soldBy(shop);
    const { status, body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(other.id),
    );
    expect([status, body.code]).toEqual([409, "conversion.affiliate_not_eligible"]);
    expect(await read(shop, id)).toMatchObject({ affiliate_id: shop.affiliate.id, version: 1 });
  });

  it("is refused for an affiliate of another program, as if there were none", async () => {
    const [shop, foreign] = [await makeShop(), await makeShop()];
    const id = await soldBy(shop);
    const { status, body } = await post(
      `/conversions/${id}/reattribute`,
      manager(shop),
      to(foreign.affiliate.id),
    );
    expect([status, body.code]).toEqual([404, "affiliate.not_found"]);
  });
});
