import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { DAY, makeShop, type Shop } from "../../testing/shop.ts";

type Answered = { status: number; body: TrackAnswer };
type Options = Parameters<typeof makeShop>[0];

/** Two programs of one merchant, each with a key of its own. */
async function makePair(options: Options = {}) {
  const one = await makeShop(options);
  const other = await makeShop({ ...options, program: { organizationId: one.organization.id } });
  await env.DB.prepare("update api_keys set organization_id = ? where id = ?")
    .bind(one.organization.id, other.apiKey.id)
    .run();
  return { one, other };
}

/** The order, credited by a click so many days old. */
async function order(shop: Shop, daysAgo: number, own: Record<string, unknown> = {}) {
  const click_token = await shop.token({ at: Date.now() - daysAgo * DAY });
  const { body }: Answered = await shop.sale({ external_id: "order-1", click_token, ...own });
  return body;
}

async function expectBooksToTieOut(...shops: Shop[]) {
  for (const shop of shops) {
    const { commissions, ledger, days, conversions, dayConversions } = await shop.books();
    expect({ ledger, days, dayConversions }).toEqual({
      ledger: commissions,
      days: commissions,
      dayConversions: conversions,
    });
  }
}

const credited = async (...shops: Shop[]) => {
  const all = await Promise.all(shops.map((shop) => shop.books()));
  return all.map((books) => books.credited);
};

describe("an order that two programs of a merchant report", () => {
  it.each([
    ["the later click, which the second reports", 3, 1, [0, 1]],
    ["the later click, which the first reported", 1, 3, [1, 0]],
  ])("counts in the program of %s", async (_, first, second, counts) => {
    const { one, other } = await makePair();
    await order(one, first);
    await order(other, second);
    expect(await credited(one, other)).toEqual(counts);
    await expectBooksToTieOut(one, other);
  });

  it("is told in words where it counts instead", async () => {
    const { one, other } = await makePair();
    await order(one, 1);
    const { no_commission } = await order(other, 3);
    expect(no_commission?.code).toBe("other_program_won");
    expect(no_commission?.message).not.toBe("");
  });

  it("makes one commission, also when both report at the same moment, again and again", async () => {
    const { one, other } = await makePair();
    for (let time = 0; time < 2; time++) {
      await Promise.all([order(one, 3), order(other, 1), order(one, 3), order(other, 1)]);
    }
    expect(await credited(one, other)).toEqual([0, 1]);
    await expectBooksToTieOut(one, other);
  });

  it("keeps the loser's conversion, with both decisions in its trace", async () => {
    const { one, other } = await makePair();
    const { conversion } = await order(one, 3);
    await order(other, 1);
    const { results } = await env.DB.prepare(
      "select revision, trace ->> '$.decision.refusal' refusal from attribution_traces where conversion_id = ? order by revision",
    )
      .bind(conversion.id)
      .all();
    expect(results).toEqual([
      { revision: 1, refusal: null },
      { revision: 2, refusal: "other_program_won" },
    ]);
    expect(await one.books()).toMatchObject({ conversions: 1, revenue: 5_000, commissions: 0 });
  });

  it("gives the cap back that it had used up in the program that lost it", async () => {
    const capped: RewardDefinition = {
      ...TWENTY_PERCENT,
      caps: [{ scope: "program", measure: "amount", limit: 1_000, period: { kind: "lifetime" } }],
    };
    const { one, other } = await makePair({ rewards: [capped] });
    await order(one, 3);
    expect((await order(one, 1, { external_id: "full" })).commissions).toEqual([]);
    await order(other, 1);
    const next = await order(one, 1, { external_id: "order-2" });
    expect(next.commissions).toMatchObject([{ amount: 1_000 }]);
    await expectBooksToTieOut(one, other);
  });

  it.each<[string, Record<string, unknown>]>([
    ["another amount", { amount: 4_999 }],
    ["another currency", { currency: "USD" }],
    ["another shop", { origin: "shop-2" }],
    ["another day", { occurred_at: new Date(Date.now() - 2 * DAY).toISOString() }],
  ])("is two orders with %s: shops may count alike", async (_, own) => {
    const { one, other } = await makePair();
    await order(one, 3);
    await order(other, 4, own);
    expect(await credited(one, other)).toEqual([1, 1]);
  });

  it.each<[string, Options]>([
    ["the merchant pays in both", { organization: { exclusiveAcrossPrograms: false } }],
  ])("counts in both where %s", async (_, options) => {
    const { one, other } = await makePair(options);
    await order(one, 3);
    await order(other, 1);
    expect(await credited(one, other)).toEqual([1, 1]);
  });

  it("is no rival of another merchant's order with the same number", async () => {
    const [one, other] = [await makeShop(), await makeShop()];
    await order(one, 3);
    await order(other, 1);
    expect(await credited(one, other)).toEqual([1, 1]);
  });

  it("binds the customer where it counts alone", async () => {
    const { one, other } = await makePair();
    const customer = { external_id: "alice" };
    await order(one, 1, { customer });
    await order(other, 3, { customer });
    const { body }: Answered = await other.sale({ external_id: "order-2", customer });
    expect(body.conversion.affiliate_id).toBeNull();
    const renewal: Answered = await one.sale({ external_id: "order-3", customer });
    expect(renewal.body.conversion.via).toBe("binding");
  });

  it("does not stay bound where it was taken from", async () => {
    const { one, other } = await makePair();
    const customer = { external_id: "alice" };
    await order(one, 3, { customer });
    await order(other, 1, { customer });
    const { body }: Answered = await one.sale({ external_id: "order-2", customer });
    expect(body.conversion.affiliate_id).toBeNull();
  });
});
