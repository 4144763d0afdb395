import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { clickDays, clickDayValues } from "../../../db/schema/clicks.ts";
import type { Actor } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const db = openDb(env.DB);
const JUNE = { from: "2026-06-01", to: "2026-06-07" };
let shop: Shop;
let second: { id: string; link: string };

/** Clicks of a day and link, and of a day and country. */
async function addClicks() {
  const batch = new WriteBatch(db);
  const base = { programId: shop.program.id, mode: "live" as const, seq: 1 };
  const row = (affiliateId: string, linkId: string, day: string, clicks: number) => ({
    ...base,
    affiliateId,
    linkId,
    day,
    clicks,
    uniques: clicks - 1,
    bots: 2,
    overCap: 0,
    refused: 0,
  });
  const { affiliate, link } = shop;
  batch.insert(clickDays, [
    row(affiliate.id, link.id, "2026-06-01", 10),
    row(affiliate.id, link.id, "2026-06-03", 20),
    row(second.id, second.link, "2026-06-03", 70),
    row(affiliate.id, link.id, "2026-05-30", 40),
    { ...row(affiliate.id, link.id, "2026-06-02", 5), mode: "test" as const },
  ]);
  const value = (day: string, country: string, clicks: number) => ({
    ...base,
    affiliateId: affiliate.id,
    day,
    dimension: "country",
    value: country,
    clicks,
    uniques: clicks,
    bots: 0,
  });
  batch.insert(clickDayValues, [value("2026-06-01", "DE", 9), value("2026-06-03", "FR", 20)]);
  await batch.commit();
}

/** A sale credited to a link, at noon UTC of a day. */
async function sell(link: string, day: string, amount: number) {
  const at = Date.parse(`${day}T12:00:00Z`);
  const sold = await shop.sale({
    amount,
    occurred_at: new Date(at).toISOString(),
    click_token: await shop.token({ at: at - 60_000, link, country: "DE" }),
  });
  expect(sold.status).toBe(201);
}

beforeAll(async () => {
  shop = await makeShop();
  second = await shop.addAffiliate();
  await addClicks();
  await sell(shop.link.id, "2026-06-01", 10_000);
  await sell(second.link, "2026-06-03", 4_000);
  await sell(shop.link.id, "2026-05-30", 2_000);
});

const report = (
  query: Record<string, string>,
  actor: Actor = memberOf(shop.organization.id, "viewer"),
) =>
  callApi(`/reports?${new URLSearchParams({ program_id: shop.program.id, ...JUNE, ...query })}`, {
    actor,
  });

describe("a report", () => {
  it("without dimension or interval is its totals", async () => {
    const { body } = await report({ metrics: "clicks,uniques,bots,sales,revenue,commission,epc" });
    const metrics = {
      clicks: 100,
      uniques: 97,
      bots: 6,
      sales: 2,
      revenue: 14_000,
      commission: 2_800,
      epc: 28,
    };
    expect(body).toMatchObject({
      currency: "EUR",
      time_zone: "Europe/Berlin",
      ...JUNE,
      compared_with: null,
      totals: { key: "total", metrics },
      data: [{ key: "total", metrics, previous: null }],
      next_cursor: null,
    });
  });

  it("by day has every day, and what it is compared with", async () => {
    const { body } = await report({
      interval: "day",
      metrics: "clicks,revenue",
      compare: "previous",
    });
    expect(body.compared_with).toEqual({ from: "2026-05-25", to: "2026-05-31" });
    expect(body.data).toHaveLength(7);
    expect(body.data[2]).toEqual({
      key: "2026-06-03",
      name: null,
      metrics: { clicks: 90, revenue: 4_000 },
      previous: { clicks: 0, revenue: 0 },
    });
    expect(body.data[5].previous).toEqual({ clicks: 40, revenue: 2_000 });
    expect(body.totals.previous).toEqual({ clicks: 40, revenue: 2_000 });
  });

  it("by week or month begins where they begin", async () => {
    const keys = async (interval: string) =>
      (await report({ interval, from: "2026-05-30" })).body.data.map(
        (row: { key: string }) => row.key,
      );
    expect(await keys("week")).toEqual(["2026-05-25", "2026-06-01"]);
    expect(await keys("month")).toEqual(["2026-05-01", "2026-06-01"]);
  });

  it("by affiliate says who it is, the most first", async () => {
    const { body } = await report({
      dimension: "affiliate",
      metrics: "clicks,sales,conversion_rate",
    });
    expect(body.data).toEqual([
      {
        key: second.id,
        name: second.id.slice(-12),
        metrics: { clicks: 70, sales: 1, conversion_rate: 1 / 70 },
        previous: null,
      },
      {
        key: shop.affiliate.id,
        name: shop.affiliate.code,
        metrics: { clicks: 30, sales: 1, conversion_rate: 1 / 30 },
        previous: null,
      },
    ]);
  });

  it("is sorted by whatever metric, and read page by page", async () => {
    const query = {
      dimension: "affiliate",
      metrics: "clicks,revenue",
      sort: "-revenue",
      limit: "1",
    };
    const first = await report(query);
    expect(first.body.data.map((row: { key: string }) => row.key)).toEqual([shop.affiliate.id]);
    const next = await report({ ...query, cursor: first.body.next_cursor });
    expect(next.body.data.map((row: { key: string }) => row.key)).toEqual([second.id]);
    expect(next.body.next_cursor).toBeNull();
  });

  it("by country joins clicks and conversions, and names what is not known", async () => {
    const { body } = await report({
      dimension: "country",
      metrics: "clicks,sales,commission",
      affiliate_id: shop.affiliate.id,
    });
    expect(
      body.data.map(({ key, metrics }: { key: string; metrics: object }) => [key, metrics]),
    ).toEqual([
      ["FR", { clicks: 20, sales: 0, commission: 0 }],
      ["DE", { clicks: 9, sales: 1, commission: 2_000 }],
      ["(none)", { clicks: 1, sales: 0, commission: 0 }],
    ]);
    expect(body.totals.metrics).toEqual({ clicks: 30, sales: 1, commission: 2_000 });
  });

  it("of a link has its clicks and its sales", async () => {
    const { body } = await report({ link_id: second.link, metrics: "clicks,sales,revenue" });
    expect(body.totals.metrics).toEqual({ clicks: 70, sales: 1, revenue: 4_000 });
  });

  it("of the other mode has nothing of this one", async () => {
    const { body } = await report({ mode: "test", metrics: "clicks,sales" });
    expect(body.totals.metrics).toEqual({ clicks: 5, sales: 0 });
  });

  it("as CSV has a column for each metric", async () => {
    const { text } = await report({
      dimension: "affiliate",
      metrics: "clicks,revenue",
      compare: "previous",
      format: "csv",
      affiliate_id: shop.affiliate.id,
    });
    expect(text.trimEnd().split("\r\n")).toEqual([
      "key,name,clicks,revenue,previous_clicks,previous_revenue",
      `${shop.affiliate.id},${shop.affiliate.code},30,10000,40,2000`,
    ]);
  });
});

describe("a report is refused", () => {
  it.each([
    [
      "report.unsupported_combination",
      422,
      { dimension: "country", link_id: "LINK", metrics: "clicks" },
    ],
    ["report.unsupported_combination", 422, { dimension: "region", metrics: "sales" }],
    ["report.unsupported_combination", 422, { dimension: "country", interval: "day" }],
    ["request.invalid", 422, { to: "2026-05-01" }],
    ["request.invalid", 422, { from: "2020-01-01" }],
    ["request.invalid", 422, { metrics: "clicks,money" }],
    ["request.invalid", 422, { sort: "-name" }],
    ["request.invalid", 422, { sort: "-bots", metrics: "clicks,revenue" }],
    ["request.invalid", 422, { from: "2026-02-30" }],
    ["request.invalid_cursor", 422, { cursor: "x" }],
    ["affiliate.not_found", 404, { affiliate_id: "aff_00000000000000000000000000" }],
    ["program.not_found", 404, { program_id: "prog_00000000000000000000000000" }],
  ] as const)("with %s", async (code, status, query) => {
    const given = JSON.parse(JSON.stringify(query).replace("LINK", shop.link.id));
    const answer = await report(given);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe("who may read it", () => {
  const status = async (actor: Parameters<typeof report>[1], query: Record<string, string> = {}) =>
    (await report(query, actor)).status;

  it("is an affiliate for what is his own, and nothing else", async () => {
    const own = affiliateOf(shop);
    expect(await status(own, { affiliate_id: shop.affiliate.id })).toBe(200);
    expect(await status(own, { affiliate_id: second.id })).toBe(404);
    expect(await status(own)).toBe(403);
  });

  it("is a key for its own mode and program", async () => {
    expect(await status(keyOf(shop))).toBe(200);
    expect(await status(keyOf(shop), { mode: "test" })).toBe(403);
    expect(await status(keyOf(shop, { scopes: ["links:read"] }))).toBe(403);
  });

  it("is nobody of another organization", async () => {
    const other = await makeShop();
    expect(await status(memberOf(other.organization.id))).toBe(404);
    expect(await status(keyOf(other))).toBe(404);
    const crossed = await callApi(
      `/reports?${new URLSearchParams({ program_id: other.program.id, ...JUNE, affiliate_id: shop.affiliate.id })}`,
      { actor: memberOf(other.organization.id) },
    );
    expect([crossed.status, crossed.body.code]).toEqual([404, "affiliate.not_found"]);
  });
});
