import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { callApi } from "../../testing/api.ts";
import { keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

let shop: Shop;
let rewardId: string;
beforeAll(async () => {
  shop = await makeShop();
  rewardId = (await env.DB.prepare("select id from rewards where program_id = ?")
    .bind(shop.program.id)
    .first<string>("id")) as string;
  const customer = { external_id: "ada" };
  await shop.sale({ click_token: await shop.token(), customer, amount: 10_000 });
  await shop.sale({ customer, amount: 3_333 });
  await shop.sale({ amount: 99_000 });
});

const percentOf = (basis_points: number, own: object = {}) => ({
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basis_points },
  duration: { kind: "lifetime" },
  ...own,
});
const preview = (body: object, actor = memberOf(shop.organization.id, "admin")) =>
  callApi(`/programs/${shop.program.id}/rewards/preview`, { actor, body });
const written = async () =>
  env.DB.prepare(
    `select (select count(*) from commissions) + (select count(*) from ledger_entries)
     + (select count(*) from reward_versions) + (select count(*) from audit_events) count`,
  ).first<number>("count");

describe("the preview of a reward", () => {
  it("comes to what was booked when nothing changes", async () => {
    const { status, body } = await preview({ reward_id: rewardId, definition: percentOf(2_000) });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      currency: "EUR",
      conversions: 2,
      changed: 0,
      booked: 2_667,
      would_be: 2_667,
      affiliates: [],
      left_out: { tiers: 0, no_rate: 0 },
      without_caps: 0,
      next_cursor: null,
    });
  });

  it.each([
    ["a higher percentage", percentOf(2_500), 3_333],
    ["the first sale alone", percentOf(3_000, { duration: { kind: "one_time" } }), 3_000],
    ["an amount a sale", { ...percentOf(0), amount: { kind: "flat", amount: 700 } }, 1_400],
    [
      "sales of at least €50",
      percentOf(2_000, { conditions: [{ kind: "amount", min: 5_000, max: null }] }),
      2_000,
    ],
  ])("of a change to %s", async (_, definition, expected) => {
    const { body } = await preview({ reward_id: rewardId, definition });
    expect([body.booked, body.would_be]).toEqual([2_667, expected]);
    expect(body.affiliates).toEqual([
      { affiliate_id: shop.affiliate.id, booked: 2_667, would_be: expected },
    ]);
  });

  it("of a new bonus adds to what there is", async () => {
    const definition = {
      kind: "bonus",
      trigger: { type: "sale" },
      amount: { kind: "flat", amount: 100 },
      duration: { kind: "lifetime" },
    };
    const { body } = await preview({ definition });
    expect([body.booked, body.would_be, body.changed]).toEqual([2_667, 2_867, 2]);
  });

  it("of a reward for somebody else changes nothing", async () => {
    const other = await shop.addAffiliate();
    const own = { scope: "affiliate", affiliate_id: other.id };
    const { body } = await preview({ ...own, definition: percentOf(9_000) });
    expect([body.booked, body.would_be]).toEqual([2_667, 2_667]);
  });

  it("says what it leaves out, and what it takes as not capped", async () => {
    const caps = [
      { scope: "affiliate", measure: "amount", period: { kind: "lifetime" }, limit: 1_000 },
    ];
    const capped = await preview({ reward_id: rewardId, definition: percentOf(2_000, { caps }) });
    expect(capped.body).toMatchObject({ without_caps: 2, would_be: 1_667 });
    const tiered = percentOf(0, {
      amount: {
        kind: "tiered",
        metric: "sales",
        mode: "marginal",
        period: { kind: "lifetime" },
        unit: "percent",
        steps: [{ from: 0, basis_points: 1_000 }],
      },
    });
    const { body } = await preview({ reward_id: rewardId, definition: tiered });
    expect(body).toMatchObject({ conversions: 0, booked: 0, left_out: { tiers: 2 } });
  });

  it("writes nothing", async () => {
    const before = await written();
    await preview({ reward_id: rewardId, definition: percentOf(5_000) });
    expect(await written()).toBe(before);
  });

  it("looks at the mode that is asked for, and back 90 days", async () => {
    const body = { reward_id: rewardId, definition: percentOf(5_000) };
    expect((await preview({ ...body, mode: "test" })).body.conversions).toBe(0);
    const path = `/programs/${shop.program.id}/rewards/preview`;
    const actor = memberOf(shop.organization.id, "admin");
    const now = Date.now() + 91 * 86_400_000;
    expect((await callApi(path, { actor, body, now })).body.conversions).toBe(0);
  });

  it.each([
    ["a reward of another program", { reward_id: "rew_01kb0xw4y5fm8v9sa7s6k0f1q2" }, 404],
    ["a scope without whose it is", { scope: "group" }, 422],
    ["a scope for a reward that has one", { scope: "program", reward_id: "mine" }, 422],
    ["a cursor of something else", { cursor: "x" }, 422],
  ])("refuses %s", async (_, own, status) => {
    const known = "reward_id" in own && own.reward_id === "mine" ? { reward_id: rewardId } : {};
    expect((await preview({ definition: percentOf(1), ...own, ...known })).status).toBe(status);
  });

  it("refuses rewards for clicks", async () => {
    const definition = {
      kind: "base",
      trigger: { type: "click" },
      amount: { kind: "flat", amount: 5 },
      duration: { kind: "lifetime" },
    };
    expect((await preview({ definition })).body.code).toBe("reward.preview_of_clicks");
  });

  it("is for whoever may write rewards", async () => {
    const body = { definition: percentOf(1_000) };
    expect((await preview(body, memberOf(shop.organization.id, "manager"))).status).toBe(403);
    expect((await preview(body, memberOf("org_01kb0xw4xvfm8v9sa7s6k0f1q2"))).status).toBe(404);
    const byKey = await callApi(`/programs/${shop.program.id}/rewards/preview`, {
      actor: keyOf(shop),
      body,
    });
    expect(byKey.status).toBe(200);
    const otherMode = await callApi(`/programs/${shop.program.id}/rewards/preview`, {
      actor: keyOf(shop),
      body: { ...body, mode: "test" },
    });
    expect([otherMode.status, otherMode.body.code]).toEqual([403, "auth.wrong_mode"]);
  });
});
