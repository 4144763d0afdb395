import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { DAY, makeShop, type Shop } from "../../testing/shop.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";

type Answered = { status: number; body: TrackAnswer };

const browserSale = (shop: Shop, own: Partial<BrowserEvent["body"]> = {}): BrowserEvent => ({
  kind: "browser",
  id: newId("conv"),
  at: Date.now(),
  body: {
    program: shop.program.id,
    type: "sale",
    external_id: "order-1",
    amount: 5_000,
    currency: "EUR",
    ...own,
  },
});

const report = async (...events: BrowserEvent[]) => handleBrowserEvents(testContext(), events);

/** Every way of adding up the books must come to the same. */
async function expectBooksToTieOut(shop: Shop) {
  const { commissions, ledger, days, conversions, dayConversions } = await shop.books();
  expect({ ledger, days, dayConversions }).toEqual({
    ledger: commissions,
    days: commissions,
    dayConversions: conversions,
  });
}

describe("a sale reported by a bare browser", () => {
  it("is credited, and held until somebody who is trusted confirms it", async () => {
    const shop = await makeShop();
    const [outcome] = await report(browserSale(shop, { touches: await shop.token() }));
    expect(outcome).toMatchObject({
      kind: "recorded",
      conversion: { needsConfirmation: true, trust: "browser", affiliateId: shop.affiliate.id },
      commissions: [{ amount: 1_000, heldReasons: ["needs_confirmation"], approvedAt: null }],
    });
    await expectBooksToTieOut(shop);
  });

  it("becomes the merchant's own when his server reports the order: same id, new commission", async () => {
    const shop = await makeShop();
    const token = await shop.token();
    const [first] = await report(browserSale(shop, { touches: token, amount: 9_900 }));
    const { status, body }: Answered = await shop.sale({
      external_id: "order-1",
      click_token: token,
    });
    expect(status).toBe(200);
    expect(body.result).toBe("replaced");
    expect(body.conversion.id).toBe(first?.kind === "recorded" ? first.conversion.id : "");
    expect(body.conversion).toMatchObject({ trust: "api", base: 5_000, needs_confirmation: false });
    expect(body.commissions).toMatchObject([{ amount: 1_000, held_reasons: [] }]);
    expect(await shop.books()).toMatchObject({ conversions: 1, revenue: 5_000, ledger: 1_000 });
    await expectBooksToTieOut(shop);
  });

  it("gives a stranger who guessed the order number nothing, once the merchant has reported it", async () => {
    const shop = await makeShop();
    const stranger = await shop.addAffiliate();
    await report(browserSale(shop, { touches: await shop.token({ link: stranger.link }) }));
    const own: Answered = await shop.sale({
      external_id: "order-1",
      click_token: await shop.token(),
    });
    expect(own.body.conversion.affiliate_id).toBe(shop.affiliate.id);
    const silent = await makeShop();
    await report(browserSale(silent, { touches: await silent.token() }));
    const { body }: Answered = await silent.sale({ external_id: "order-1" });
    expect(body.conversion.affiliate_id).toBeNull();
    expect(await silent.books()).toMatchObject({ commissions: 0, ledger: 0, days: 0 });
  });

  it("changes nothing when the merchant's server was first", async () => {
    const shop = await makeShop();
    const first: Answered = await shop.sale({ external_id: "order-1" });
    const [late] = await report(browserSale(shop, { touches: await shop.token(), amount: 1 }));
    expect(late).toMatchObject({
      kind: "recorded",
      result: "kept",
      conversion: { id: first.body.conversion.id, gross: 5_000, affiliateId: null },
    });
  });

  it("counts once when the thank-you page is loaded again", async () => {
    const shop = await makeShop();
    const touches = await shop.token();
    for (let visit = 0; visit < 3; visit++) await report(browserSale(shop, { touches }));
    expect(await shop.books()).toMatchObject({ conversions: 1, commissions: 1_000 });
  });

  it("is taken at its word when the merchant signed it", async () => {
    const shop = await makeShop();
    const secret = await conversionSecret(
      await recordingKeys(testContext().env),
      shop.program.id,
      "live",
    );
    const sign = (key: string) =>
      new SignJWT({ external_id: "order-1", amount: 7_000, currency: "EUR" })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuedAt()
        .sign(new TextEncoder().encode(key));
    const touches = await shop.token();
    const [good] = await report(browserSale(shop, { touches, signed: await sign(secret) }));
    expect(good).toMatchObject({
      conversion: { trust: "signed_browser", gross: 7_000, needsConfirmation: false },
      commissions: [{ amount: 1_400, heldReasons: [] }],
    });
    const other = await makeShop();
    const event = browserSale(other, { signed: await sign("not the secret at all, but long") });
    const [bad] = await report(event);
    expect(bad).toMatchObject({ conversion: { trust: "browser", gross: 5_000 } });
  });

  it("in a currency that does not exist is refused also when the merchant signed it", async () => {
    const shop = await makeShop();
    const secret = await conversionSecret(
      await recordingKeys(testContext().env),
      shop.program.id,
      "live",
    );
    const signed = await new SignJWT({ external_id: "order-1", amount: 7_000, currency: "XXZ" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt()
      .sign(new TextEncoder().encode(secret));
    const [outcome] = await report(browserSale(shop, { signed }));
    expect(outcome).toMatchObject({ kind: "refused" });
  });

  it("in a currency that does not exist is refused, and does not stop the others", async () => {
    const shop = await makeShop();
    const [wrong, right] = await report(
      browserSale(shop, { currency: "XXZ" }),
      browserSale(shop, { external_id: "order-2" }),
    );
    expect(wrong).toMatchObject({ kind: "refused" });
    expect(right).toMatchObject({ kind: "recorded" });
  });
});

describe("a list of reports", () => {
  it("is decided in order: each sees what the one before it did", async () => {
    const shop = await makeShop();
    const touches = await shop.token();
    const outcomes = await report(
      browserSale(shop, { touches }),
      browserSale(shop, { touches }),
      browserSale(shop, { touches, external_id: "order-2" }),
    );
    expect(outcomes.map((one) => one.kind === "recorded" && one.result)).toEqual([
      "created",
      "created",
      "created",
    ]);
    expect(await shop.books()).toMatchObject({ conversions: 2, commissions: 2_000 });
    await expectBooksToTieOut(shop);
  });

  it("of 200 in bulk is recorded once, also when it is sent again", async () => {
    const shop = await makeShop();
    const click_token = await shop.token();
    const conversions = Array.from({ length: 200 }, (_, index) => ({
      type: "sale",
      external_id: `order-${index}`,
      amount: 100 + index,
      currency: "EUR",
      click_token,
      customer: { external_id: `customer-${index % 20}` },
    }));
    const [first, again] = [
      await shop.track("bulk", { conversions }),
      await shop.track("bulk", { conversions }),
    ];
    expect(first.status).toBe(200);
    const statuses = (answer: { body: unknown }) =>
      (answer.body as { results: { status: number }[] }).results.map(({ status }) => status);
    expect(statuses(first)).toEqual(Array(200).fill(201));
    expect(statuses(again)).toEqual(Array(200).fill(201));
    expect(await shop.books()).toMatchObject({ conversions: 200, credited: 200 });
    await expectBooksToTieOut(shop);
  });

  it("in bulk answers for each line, and a wrong line stops no other", async () => {
    const shop = await makeShop();
    const { body } = await shop.track("bulk", {
      conversions: [
        { type: "sale", external_id: "a", amount: 100, currency: "EUR" },
        { type: "sale", external_id: "b", amount: -1, currency: "EUR" },
        { type: "lead" },
        {
          type: "refund",
          external_id: "r",
          sale: { external_id: "a" },
          amount: 5,
          currency: "EUR",
        },
      ],
    });
    const { results } = body as unknown as { results: { status: number; problem?: object }[] };
    expect(results.map(({ status }) => status)).toEqual([201, 422, 422, 201]);
    expect(results[1]?.problem).toMatchObject({ errors: [{ path: "amount" }] });
    expect(results[2]?.problem).toMatchObject({ code: "conversion.external_id_required" });
  });
});

describe("a customer", () => {
  const customer = { external_id: "alice" };

  it("who was led in by an affiliate stays hers: later sales need no click", async () => {
    const shop = await makeShop();
    await shop.track("lead", { customer, click_token: await shop.token() });
    const { body }: Answered = await shop.sale({ customer });
    expect(body.conversion).toMatchObject({ affiliate_id: shop.affiliate.id, via: "binding" });
    const renewal: Answered = await shop.sale({ customer });
    expect(renewal.body.commissions).toMatchObject([{ amount: 1_000 }]);
    await expectBooksToTieOut(shop);
  });

  it("is not moved by a later click of another affiliate", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    await shop.sale({ customer, click_token: await shop.token() });
    const { body }: Answered = await shop.sale({
      customer,
      click_token: await shop.token({ link: other.link }),
    });
    expect(body.conversion.affiliate_id).toBe(shop.affiliate.id);
  });

  it("is moved before the first sale where the program rebinds", async () => {
    const shop = await makeShop({ program: { settings: { rebind: "until_first_sale" } } });
    const other = await shop.addAffiliate();
    const at = Date.now() - 2 * DAY;
    await shop.track("lead", {
      customer,
      click_token: await shop.token({ at: at - DAY }),
      occurred_at: at,
    });
    const sale: Answered = await shop.sale({
      customer,
      click_token: await shop.token({ link: other.link }),
    });
    expect(sale.body.conversion.affiliate_id).toBe(other.id);
    const renewal: Answered = await shop.sale({ customer, click_token: await shop.token() });
    expect(renewal.body.conversion.affiliate_id).toBe(other.id);
  });

  it("is known by each of his identities, and two who turn out to be one are merged", async () => {
    const shop = await makeShop();
    const token = await shop.token();
    await shop.sale({ customer, click_token: token });
    await shop.sale({ customer: { email: "Alice@Example.com" } });
    const both: Answered = await shop.sale({
      customer: { ...customer, email: "alice@example.com" },
    });
    const after: Answered = await shop.sale({ customer: { email: "ALICE@example.com " } });
    expect(both.body.conversion.via).toBe("binding");
    expect(after.status === 422 || after.body.conversion.via === "binding").toBe(true);
    const merges = await env.DB.prepare(
      "select count(*) value from audit_events where program_id = ? and action = 'customer.merge'",
    )
      .bind(shop.program.id)
      .first("value");
    expect(merges).toBe(1);
  });

  it("without a click whose e-mail a browser typed in is nobody's", async () => {
    const shop = await makeShop();
    const [outcome] = await report(browserSale(shop));
    expect(outcome).toMatchObject({ conversion: { customerId: null } });
  });

  it("makes one binding when ten first sales come at once", async () => {
    const shop = await makeShop();
    const click_token = await shop.token();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        shop.sale({ external_id: `o-${index}`, customer, click_token }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    const bindings = await env.DB.prepare(
      "select count(*) value from bindings where program_id = ?",
    )
      .bind(shop.program.id)
      .first("value");
    expect(bindings).toBe(1);
    const firsts = await env.DB.prepare(
      "select sum(is_first_sale) value from conversions where program_id = ?",
    )
      .bind(shop.program.id)
      .first("value");
    expect(firsts).toBe(1);
    await expectBooksToTieOut(shop);
  });
});

describe("rewards with limits", () => {
  const reward = (own: Partial<Extract<RewardDefinition, { kind: "base" }>>): RewardDefinition => ({
    ...(TWENTY_PERCENT as Extract<RewardDefinition, { kind: "base" }>),
    ...own,
  });

  it("never pay more than the cap, however many sales come at once", async () => {
    const cap = { scope: "affiliate", measure: "amount", limit: 2_500 } as const;
    const shop = await makeShop({
      rewards: [reward({ caps: [{ ...cap, period: { kind: "lifetime" } }] })],
    });
    const click_token = await shop.token();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => shop.sale({ external_id: `${index}`, click_token })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(await shop.books()).toMatchObject({ conversions: 6, commissions: 2_500, ledger: 2_500 });
    await expectBooksToTieOut(shop);
  });

  it("climb their tiers one sale after the other, also when all come at once", async () => {
    const shop = await makeShop({
      rewards: [
        reward({
          amount: {
            kind: "tiered",
            metric: "sales",
            mode: "marginal",
            period: { kind: "lifetime" },
            unit: "percent",
            steps: [
              { from: 0, basisPoints: 1_000 },
              { from: 2, basisPoints: 2_000 },
            ],
          },
        }),
      ],
    });
    const click_token = await shop.token();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) => shop.sale({ external_id: `${index}`, click_token })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(201));
    expect(await shop.books()).toMatchObject({ commissions: 500 + 500 + 1_000 + 1_000 });
  });

  it("pay the recruiter a second level on top, held and booked with its parent", async () => {
    const shop = await makeShop();
    const recruit = await shop.addAffiliate({
      recruiterId: shop.affiliate.id,
      recruitedAt: Date.now() - DAY,
    });
    await shop.addReward({
      kind: "second_level",
      trigger: { type: "sale" },
      basisPoints: 1_000,
      of: "commission",
      months: null,
      conditions: [],
      caps: [],
    });
    const { body }: Answered = await shop.sale({
      click_token: await shop.token({ link: recruit.link }),
    });
    expect(body.commissions).toMatchObject([
      { affiliate_id: recruit.id, level: 1, amount: 1_000 },
      { affiliate_id: shop.affiliate.id, level: 2, amount: 100 },
    ]);
    await expectBooksToTieOut(shop);
  });

  it("for leads that ask for a sale are freed by the customer's first one", async () => {
    const shop = await makeShop({
      rewards: [
        reward({
          trigger: { type: "lead" },
          amount: { kind: "flat", amount: 300 },
          requiresSale: true,
        }),
      ],
    });
    const customer = { external_id: "bob" };
    const lead: Answered = await shop.track("lead", { customer, click_token: await shop.token() });
    const awaits = () =>
      env.DB.prepare("select awaits_sale value from commissions where id = ?")
        .bind(lead.body.commissions[0]?.id)
        .first("value");
    expect(await awaits()).toBe(1);
    await shop.sale({ customer });
    expect(await awaits()).toBe(0);
  });
});

describe("one order in two programs of a merchant", () => {
  const pair = async () => {
    const one = await makeShop();
    const other = await makeShop({ program: { organizationId: one.organization.id } });
    return { one, other };
  };

  it("counts in that of the last touch", async () => {
    const { one, other } = await pair();
    const sale = { external_id: "order-1" };
    const early = await one.token({ at: Date.now() - 3 * DAY });
    const late = await other.token({ at: Date.now() - DAY });
    await one.sale({ ...sale, click_token: early });
    const won = await recordIn(other, { ...sale, click_token: late });
    expect(won).toMatchObject({ affiliateId: other.affiliate.id });
    expect(await one.books()).toMatchObject({ conversions: 1, credited: 0, commissions: 0 });
    await expectBooksToTieOut(one);
    await expectBooksToTieOut(other);
  });

  it("stays in the first one when that has the winning touch", async () => {
    const { one, other } = await pair();
    await one.sale({ external_id: "order-1", click_token: await one.token() });
    const early = await other.token({ at: Date.now() - 3 * DAY });
    const lost = await recordIn(other, { external_id: "order-1", click_token: early });
    expect(lost).toMatchObject({ affiliateId: null });
    expect(await one.books()).toMatchObject({ credited: 1, commissions: 1_000 });
  });

  it("is two orders when the amounts differ: shops may count alike", async () => {
    const { one, other } = await pair();
    await one.sale({ external_id: "1", click_token: await one.token() });
    const own = await recordIn(other, {
      external_id: "1",
      amount: 4_900,
      click_token: await other.token(),
    });
    expect(own).toMatchObject({ affiliateId: other.affiliate.id });
    expect(await one.books()).toMatchObject({ credited: 1 });
  });

  /** By a key of the other program's own organization. */
  async function recordIn(shop: Shop, body: Record<string, unknown>) {
    await env.DB.prepare("update api_keys set organization_id = ? where id = ?")
      .bind(
        await env.DB.prepare("select organization_id value from programs where id = ?")
          .bind(shop.program.id)
          .first("value"),
        shop.apiKey.id,
      )
      .run();
    const answer: Answered = await shop.sale(body);
    return { affiliateId: answer.body.conversion.affiliate_id };
  }
});

describe("refunds", () => {
  const refund = { external_id: "r-1", amount: 1_000, currency: "EUR" };

  it("are kept with their sale, once", async () => {
    const shop = await makeShop();
    const sale: Answered = await shop.sale({ external_id: "order-1" });
    const body = { ...refund, sale: { external_id: "order-1" } };
    const [first, again] = [await shop.track("refund", body), await shop.track("refund", body)];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ refund: { conversion_id: sale.body.conversion.id } });
  });

  it("that come before their sale wait for it", async () => {
    const shop = await makeShop();
    const reference = { kind: "charge", value: "ch_1" };
    const early = await shop.track("refund", { ...refund, sale: { reference } });
    expect(early.body).toMatchObject({ refund: { conversion_id: null } });
    const sale: Answered = await shop.sale({ references: [reference] });
    const again = await shop.track("refund", { ...refund, sale: { reference } });
    expect(again.body).toMatchObject({ refund: { conversion_id: sale.body.conversion.id } });
  });

  it.each([
    ["another amount under the same id", { amount: 999 }, 409, "refund.id_reused"],
    ["nothing", { external_id: "r-2", amount: 0 }, 422, "request.invalid"],
    [
      "another currency than the sale's",
      { external_id: "r-2", currency: "USD" },
      422,
      "refund.currency_differs",
    ],
  ])("are refused for %s", async (_, own, status, code) => {
    const shop = await makeShop();
    await shop.sale({ external_id: "order-1" });
    const sale = { external_id: "order-1" };
    await shop.track("refund", { ...refund, sale });
    const answer = await shop.track("refund", { ...refund, ...own, sale });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe("currencies", () => {
  it.each([
    ["JPY", 5_000, 1_000],
    ["KWD", 12_345, 2_469],
  ])("of a program in %s keep their own minor units", async (currency, amount, commission) => {
    const shop = await makeShop({ program: { currency } });
    const { body }: Answered = await shop.sale({
      amount,
      currency,
      click_token: await shop.token(),
    });
    expect(body.commissions).toMatchObject([{ amount: commission, currency }]);
  });

  it("are converted at the rate of the event day, once", async () => {
    const shop = await makeShop();
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();
    await env.DB.prepare("insert into exchange_rates values (?, 'JPY', 'EUR', ?, '0.0061', 'test')")
      .bind(shop.organization.id, day)
      .run();
    const { body }: Answered = await shop.sale({
      amount: 10_000,
      currency: "JPY",
      click_token: await shop.token(),
    });
    expect(body.commissions).toMatchObject([{ amount: 1_220, currency: "EUR" }]);
  });

  it("without a rate are recorded, and say what is missing", async () => {
    const shop = await makeShop();
    const { body }: Answered = await shop.sale({
      currency: "USD",
      click_token: await shop.token(),
    });
    expect(body.conversion.affiliate_id).toBe(shop.affiliate.id);
    expect(body.no_commission?.code).toBe("nothing.no_rate");
  });
});
