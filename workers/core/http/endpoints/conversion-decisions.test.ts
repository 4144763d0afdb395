import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { manualOf } from "../../../domain/trace.ts";
import { newId } from "../../../lib/ids.ts";
import { handleBrowserEvents } from "../../services/conversions/handle-browser-events.ts";
import { type ApiTestCall, callApi, type Json } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { DAY, makeShop, type Shop, TWENTY_PERCENT } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

const manager = (shop: Shop) => memberOf(shop.organization.id, "manager");

const post = (path: string, actor: ApiTestCall["actor"], body?: unknown, call: ApiTestCall = {}) =>
  callApi(path, { method: "POST", actor, body, ...call } as ApiTestCall);

/** A sale of €50.00 by a server, credited to the shop's affiliate. */
async function soldBy(shop: Shop, own: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await shop.sale({
    click_token: await shop.token(),
    customer: { external_id: "customer-1" },
    ...own,
  });
  expect(status).toBe(201);
  return (body as Json).conversion.id;
}

/** A sale that a browser alone reports. */
async function soldInBrowser(shop: Shop, external_id = newId("req")): Promise<string> {
  const body = {
    program: shop.program.id,
    type: "sale" as const,
    external_id,
    amount: 5_000,
    currency: "EUR",
    customer_id: "customer-1",
    touches: await shop.token(),
  };
  const event: BrowserEvent = { kind: "browser", id: newId("conv"), at: Date.now(), body };
  await handleBrowserEvents(testContext(), [event]);
  const id = await env.DB.prepare("select id from conversions where external_id = ?")
    .bind(external_id)
    .first<string>("id");
  if (id === null) throw new Error("It was not recorded.");
  return id;
}

const read = async (shop: Shop, id: string): Promise<Json> =>
  (await callApi(`/conversions/${id}`, { actor: manager(shop) })).body;

const setPaid = (conversionId: string) =>
  env.DB.prepare(
    `update commissions set state = 'paid', version = version + 1
     where conversion_id = ? and superseded_at is null`,
  )
    .bind(conversionId)
    .run();

const liveBinding = (programId: string) =>
  env.DB.prepare("select affiliate_id from bindings where program_id = ? and ended_at is null")
    .bind(programId)
    .first<string>("affiliate_id");

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

const DECISIONS: readonly [name: string, body: unknown][] = [
  ["approve", undefined],
  ["reject", { reason: "A test order" }],
  ["reattribute", { affiliate_id: null, reason: "A test order" }],
];

describe.each(DECISIONS)("to %s a conversion", (verb, body) => {
  it.each<[who: string, status: number, code: string, of: (shop: Shop) => ApiTestCall["actor"]]>([
    ["nobody", 401, "auth.signed_out", () => undefined],
    ["a viewer", 403, "auth.not_allowed", (s) => memberOf(s.organization.id, "viewer")],
    ["its affiliate", 403, "auth.not_allowed", (s) => affiliateOf(s)],
    ["somebody else's owner", 404, "conversion.not_found", () => memberOf(newId("org"), "owner")],
    [
      "a key that only reads",
      403,
      "auth.missing_scope",
      (s) => keyOf(s, { scopes: ["conversions:read"] }),
    ],
    ["a key of test mode", 403, "auth.wrong_mode", (s) => keyOf(s, { mode: "test" })],
    [
      "another program's key",
      404,
      "conversion.not_found",
      (s) => keyOf(s, { programId: newId("prog") }),
    ],
  ])("%s may not", async (_, status, code, of) => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const answer = await post(`/conversions/${id}/${verb}`, of(shop), body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await read(shop, id)).toMatchObject({ state: "credited", version: 1 });
  });

  it("an id that is none finds nothing", async () => {
    const shop = await makeShop();
    for (const id of [newId("conv"), "conv_1", "…"]) {
      const path = `/conversions/${encodeURIComponent(id)}/${verb}`;
      expect((await post(path, manager(shop), body)).status).toBe(404);
    }
  });

  it("is refused when it was decided again since it was read", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const headers = { "if-match": '"7"' };
    const answer = await post(`/conversions/${id}/${verb}`, manager(shop), body, { headers });
    expect([answer.status, answer.body.code]).toEqual([412, "request.precondition_failed"]);
  });

  it("is answered alike when the call is repeated under its Idempotency-Key", async () => {
    const shop = await makeShop({ program: { settings: { approval: "manual" } } });
    const id = await soldBy(shop);
    const actor = keyOf(shop);
    const headers = { "idempotency-key": "once" };
    const first = await post(`/conversions/${id}/${verb}`, actor, body, { headers });
    const again = await post(`/conversions/${id}/${verb}`, actor, body, { headers });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
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

describe("many conversions at once", () => {
  it("are each decided by itself, and a refused line stops no other", async () => {
    const shop = await makeShop({ program: { settings: { approval: "manual" } } });
    const foreign = await soldBy(await makeShop());
    const rejected = await soldBy(shop);
    await post(`/conversions/${rejected}/reject`, manager(shop), { reason: "A test order" });
    const good = await soldBy(shop);
    const ids = [newId("conv"), good, foreign, rejected, await soldInBrowser(shop)];
    const actor = manager(shop);
    const { body } = await post("/conversions/approve", actor, { conversion_ids: ids });
    expect(body).toMatchObject({ done: 2, refused: 3 });
    const lines = body.lines.map((line: Json) => line.problem?.code ?? line.conversion.state);
    expect(lines).toEqual([
      "conversion.not_found",
      "credited",
      "conversion.not_found",
      "conversion.rejected",
      "credited",
    ]);
    expect(body.lines.map((line: Json) => line.conversion_id)).toEqual(ids);
    await expectBooksTieOut(shop.program.id);
  });

  it("are rejected with one reason, and the answer is replayed", async () => {
    const shop = await makeShop();
    const conversion_ids = [await soldBy(shop), await soldBy(shop)];
    const call = { headers: { "idempotency-key": "bulk" } };
    const body = { conversion_ids, reason: "Bought by the affiliate" };
    const actor = manager(shop);
    const first = await post("/conversions/reject", actor, body, call);
    expect(first.body).toMatchObject({ done: 2, refused: 0 });
    const again = await post("/conversions/reject", actor, body, call);
    expect(again.body).toEqual(first.body);
    expect(await shop.books()).toMatchObject({ ledger: 0, days: 0, credited: 0 });
    await expectBooksTieOut(shop.program.id);
  });

  it.each([
    ["none", []],
    ["the same twice", Array(2).fill(newId("conv"))],
    ["more than a hundred", Array.from({ length: 101 }, () => newId("conv"))],
    ["what is no conversion", [newId("link")]],
  ])("cannot be %s", async (_, conversion_ids) => {
    const shop = await makeShop();
    const { status } = await post("/conversions/approve", manager(shop), { conversion_ids });
    expect(status).toBe(422);
  });
});

describe("two decisions at the same moment", () => {
  it("are made one after the other, and the books tie out", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const other = await shop.addAffiliate();
    await Promise.all([
      post(`/conversions/${id}/reject`, manager(shop), { reason: "One" }),
      post(`/conversions/${id}/reattribute`, manager(shop), {
        affiliate_id: other.id,
        reason: "Two",
      }),
      shop.sale({ click_token: await shop.token(), customer: { external_id: "customer-1" } }),
    ]);
    await expectBooksTieOut(shop.program.id);
  });
});
