import { describe, expect, it } from "vitest";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { newId } from "../../../lib/ids.ts";
import { DAY, makeShop, testFlags } from "../../testing/shop.ts";

type Answered = { status: number; body: TrackAnswer };

describe("a sale reported by the merchant's server", () => {
  it("is credited to the affiliate whose link was clicked, and earns the commission", async () => {
    const shop = await makeShop();
    const { status, body }: Answered = await shop.sale({ click_token: await shop.token() });
    expect(status).toBe(201);
    expect(body.result).toBe("created");
    expect(body.conversion).toMatchObject({
      affiliate_id: shop.affiliate.id,
      via: "click",
      link_id: shop.link.id,
      base: 5_000,
      trust: "api",
      needs_confirmation: false,
    });
    expect(body.commissions).toMatchObject([
      { amount: 1_000, currency: "EUR", state: "pending", level: 1, held_reasons: [] },
    ]);
    expect(body.no_commission).toBeNull();
    expect(await shop.books()).toEqual({
      conversions: 1,
      credited: 1,
      commissions: 1_000,
      commissionRows: 1,
      ledger: 1_000,
      days: 1_000,
      dayConversions: 1,
      revenue: 5_000,
    });
  });

  it("shows at the commission why, which rule, and how the amount came about", async () => {
    const shop = await makeShop();
    const { body }: Answered = await shop.sale({ click_token: await shop.token() });
    const answer = await shop.call(`/api/v1/commissions/${body.commissions[0]?.id}/trace`);
    const trace = await answer.json<{
      attribution: { sentences: string[] };
      amount: { sentences: string[] };
    }>();
    expect(answer.status).toBe(200);
    expect(trace.attribution.sentences[0]).toContain("clicked");
    expect(trace.amount.sentences.join(" ")).toContain("20 %");
  });

  it("is recorded without a click, and says that nobody is credited", async () => {
    const shop = await makeShop();
    const { status, body }: Answered = await shop.sale();
    expect(status).toBe(201);
    expect(body.conversion.affiliate_id).toBeNull();
    expect(body.commissions).toEqual([]);
    expect(body.no_commission?.code).toBe("nobody_credited");
    expect(await shop.books()).toMatchObject({ conversions: 1, credited: 0, ledger: 0 });
  });

  it("counts once, however often it is reported", async () => {
    const shop = await makeShop();
    const sale = { external_id: "order-1", click_token: await shop.token() };
    const first: Answered = await shop.sale(sale);
    const again: Answered = await shop.sale(sale);
    const otherwise: Answered = await shop.sale({ ...sale, amount: 9_900 });
    expect(again.body).toEqual({ ...first.body, notes: [] });
    expect(otherwise.body.result).toBe("kept");
    expect(otherwise.body.conversion.id).toBe(first.body.conversion.id);
    expect(await shop.books()).toMatchObject({ conversions: 1, commissions: 1_000, ledger: 1_000 });
  });

  it("counts once when it is reported ten times at the same moment", async () => {
    const shop = await makeShop();
    const sale = { external_id: "order-1", click_token: await shop.token() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.sale(sale)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(await shop.books()).toMatchObject({ conversions: 1, commissions: 1_000, ledger: 1_000 });
  });

  it("is the same sale when another report shares a reference", async () => {
    const shop = await makeShop();
    const reference = { kind: "payment_intent", value: "pi_1" };
    await shop.sale({ external_id: "order-1", references: [reference] });
    const other: Answered = await shop.sale({ external_id: "4711", references: [reference] });
    expect(other.body.conversion.external_id).toBe("order-1");
    expect(await shop.books()).toMatchObject({ conversions: 1 });
  });

  it("books nothing when it matches two conversions, and asks a person", async () => {
    const shop = await makeShop();
    await shop.sale({ external_id: "a", references: [{ kind: "charge", value: "ch_1" }] });
    await shop.sale({ external_id: "b", references: [{ kind: "charge", value: "ch_2" }] });
    const both = await shop.sale({
      external_id: "c",
      references: [
        { kind: "charge", value: "ch_1" },
        { kind: "charge", value: "ch_2" },
      ],
    });
    expect(both.status).toBe(409);
    expect(both.body).toMatchObject({ code: "conversion.matches_several" });
    expect(await shop.books()).toMatchObject({ conversions: 2 });
  });

  it("is another sale in another shop, with the same order number", async () => {
    const shop = await makeShop();
    await shop.sale({ external_id: "1", origin: "berlin" });
    await shop.sale({ external_id: "1", origin: "paris" });
    expect(await shop.books()).toMatchObject({ conversions: 2 });
  });

  it("keeps test and live apart", async () => {
    const live = await makeShop();
    const test = await makeShop({
      organization: { id: live.organization.id.replace(/.$/, "x") },
      apiKey: { mode: "test" },
    });
    const answer: Answered = await test.sale({
      click_token: await test.token({ flags: testFlags.test }),
    });
    const mixed: Answered = await test.sale({ click_token: await test.token() });
    expect(answer.body.conversion).toMatchObject({ mode: "test", via: "click" });
    expect(mixed.body.conversion.affiliate_id).toBeNull();
  });
});

describe("an Idempotency-Key", () => {
  it("replays the first answer to the same body", async () => {
    const shop = await makeShop();
    const sale = { external_id: "order-1", click_token: await shop.token() };
    const key = { "idempotency-key": "k-1" };
    const first = await shop.sale(sale, key);
    const again = await shop.sale(sale, key);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it("refuses another body", async () => {
    const shop = await makeShop();
    const key = { "idempotency-key": "k-1" };
    await shop.sale({ external_id: "order-1" }, key);
    const other = await shop.sale({ external_id: "order-2" }, key);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: "idempotency.key_reused" });
    expect(await shop.books()).toMatchObject({ conversions: 1 });
  });

  it("makes one conversion of ten calls at once, all with the same answer", async () => {
    const shop = await makeShop();
    const sale = { external_id: "order-1", click_token: await shop.token() };
    const key = { "idempotency-key": "k-1" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.sale(sale, key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await shop.books()).toMatchObject({ conversions: 1, commissions: 1_000 });
  });
});

describe("a click token that gets no credit", () => {
  const cases: [string, (shop: Awaited<ReturnType<typeof makeShop>>) => Promise<string>, string][] =
    [
      ["is truncated", async (shop) => (await shop.token()).slice(0, 63), "token_malformed"],
      ["is no token at all", async () => "hello", "token_malformed"],
      ["is altered", async (shop) => flip(await shop.token(), 20), "token_forged"],
      ["is forged", async (shop) => flip(await shop.token(), 60), "token_forged"],
      [
        "is from the future",
        (shop) => shop.token({ at: Date.now() + 10 * 60_000 }),
        "token_malformed",
      ],
      ["is expired", (shop) => shop.token({ at: Date.now() - 31 * DAY }), "outside_window"],
      ["is a bot's", (shop) => shop.token({ flags: testFlags.bot }), "bot"],
      ["is a preview's", (shop) => shop.token({ flags: testFlags.preview }), "preview"],
      ["is of test mode", (shop) => shop.token({ flags: testFlags.test }), "other_mode"],
      [
        "is of another program",
        async (shop) => shop.token({ link: (await makeShop()).link.id }),
        "other_program",
      ],
      [
        "is of a link that does not exist",
        (shop) => shop.token({ link: newId("link") }),
        "token_unknown_link",
      ],
    ];

  it.each(cases)("%s: the sale is kept, with the reason", async (_, make, reason) => {
    const shop = await makeShop();
    const { status, body }: Answered = await shop.sale({ click_token: await make(shop) });
    expect(status).toBe(201);
    expect(body.conversion.affiliate_id).toBeNull();
    const { results } = await consideredOf(body.conversion.id);
    expect(results).toEqual([reason]);
  });

  it("is made while its affiliate was suspended", async () => {
    const shop = await makeShop();
    await shop.setState(shop.affiliate.id, "suspended", Date.now() - DAY);
    const { body }: Answered = await shop.sale({ click_token: await shop.token() });
    expect(body.conversion.affiliate_id).toBeNull();
    expect((await consideredOf(body.conversion.id)).results).toEqual(["affiliate_suspended"]);
  });

  it("holds the commission when its affiliate was suspended after the click", async () => {
    const shop = await makeShop();
    const token = await shop.token({ at: Date.now() - 2 * DAY });
    await shop.setState(shop.affiliate.id, "suspended", Date.now() - DAY);
    const { body }: Answered = await shop.sale({ click_token: token });
    expect(body.commissions).toMatchObject([{ held_reasons: ["affiliate_suspended"] }]);
  });
});

const flip = (token: string, index: number) =>
  `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;

async function consideredOf(conversionId: string): Promise<{ results: string[] }> {
  const { env } = await import("cloudflare:workers");
  const text = await env.DB.prepare(
    "select trace from attribution_traces where conversion_id = ? order by revision desc",
  )
    .bind(conversionId)
    .first<string>("trace");
  const { considered } = JSON.parse(text ?? "{}") as { considered: { reason: string }[] };
  return { results: considered.map(({ reason }) => reason) };
}

describe("a body that is refused", () => {
  it.each([
    ["a negative amount", { amount: -1 }, "amount"],
    ["a huge amount", { amount: 1_000_000_000_001 }, "amount"],
    ["an amount beyond integers", { amount: 1e300 }, "amount"],
    ["a fraction", { amount: 10.5 }, "amount"],
    ["an amount as text", { amount: "100" }, "amount"],
    ["no amount", { amount: undefined }, "amount"],
    ["an unknown currency", { currency: "XYZ" }, "currency"],
    ["a currency in lower case", { currency: "eur" }, "currency"],
    ["no currency", { currency: undefined }, "currency"],
    ["both amount and gross", { gross: 5_000 }, "amount"],
    ["an unknown field", { comission: 5 }, "comission"],
    ["a rate that it would like to have", { commission_rate: 90 }, "commission_rate"],
    ["no external id", { external_id: undefined }, "external_id"],
    ["an empty external id", { external_id: " " }, "external_id"],
    [
      "an unknown kind of reference",
      { references: [{ kind: "x", value: "1" }] },
      "references[0].kind",
    ],
    ["a customer without identities", { customer: {} }, "customer"],
    ["an e-mail that is none", { customer: { email: "nobody" } }, "customer.email"],
    ["a time without a zone", { occurred_at: "2026-11-01T10:00:00" }, "occurred_at"],
  ])("for %s", async (_, body, path) => {
    const shop = await makeShop();
    const answer = await shop.sale(body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "request.invalid", errors: [{ path }] });
    expect(await shop.books()).toMatchObject({ conversions: 0 });
  });

  it.each([
    [
      "two hundred days ago",
      () => new Date(Date.now() - 200 * DAY),
      "conversion.occurred_at_too_old",
    ],
    ["tomorrow", () => new Date(Date.now() + DAY), "conversion.occurred_at_in_future"],
  ])("for an event of %s", async (_, at, code) => {
    const shop = await makeShop();
    const answer = await shop.sale({ occurred_at: at().toISOString() });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code });
  });

  it("for JSON that is none, and for 1 MB of it", async () => {
    const shop = await makeShop();
    expect((await shop.track("sale", "{")).status).toBe(400);
    const large = await shop.track("sale", { external_id: "x".repeat(1_000_000) });
    expect(large.status).toBe(413);
  });
});

describe("a key", () => {
  const sale = { external_id: "1", amount: 1, currency: "EUR" };

  it.each([
    ["missing", "", 401, "auth.invalid_key"],
    ["unknown", `td_live_${newId("key")}`, 401, "auth.invalid_key"],
  ])("that is %s is refused", async (_, key, status, code) => {
    const shop = await makeShop();
    const init = { method: "POST", body: JSON.stringify(sale) };
    const answer = await shop.call("/api/v1/track/sale", init, key);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: key === "" ? "auth.missing_key" : code });
  });

  it("that was revoked is refused", async () => {
    const shop = await makeShop({ apiKey: { revokedAt: Date.now() - 1 } });
    const answer = await shop.sale();
    expect(answer).toMatchObject({ status: 401, body: { code: "auth.revoked_key" } });
  });

  it("cannot write into another organization's program", async () => {
    const [shop, other] = [await makeShop(), await makeShop()];
    const answer = await shop.sale({ program_id: other.program.id });
    expect(answer).toMatchObject({ status: 404, body: { code: "program.not_found" } });
    expect(await other.books()).toMatchObject({ conversions: 0 });
  });

  it("for all programs has to name one", async () => {
    const shop = await makeShop({ apiKey: { programId: null } });
    expect(await shop.sale()).toMatchObject({ status: 422, body: { code: "program.required" } });
    const named: Answered = await shop.sale({ program_id: shop.program.id });
    expect(named.status).toBe(201);
  });

  it("without the scope is refused", async () => {
    const shop = await makeShop({ apiKey: { scopes: ["commissions:read"] } });
    expect(await shop.sale()).toMatchObject({ status: 403, body: { code: "auth.missing_scope" } });
  });

  it("does not see another organization's commissions", async () => {
    const [shop, other] = [await makeShop(), await makeShop()];
    const { body }: Answered = await other.sale({ click_token: await other.token() });
    const trace = await shop.call(`/api/v1/commissions/${body.commissions[0]?.id}/trace`);
    const list = await shop.call(`/api/v1/commissions?affiliate_id=${other.affiliate.id}`);
    expect([trace.status, list.status]).toEqual([404, 404]);
  });
});
