import { beforeAll, describe, expect, it } from "vitest";
import { clickImportSchema } from "../../workers/contract/click-import.ts";
import { PACK_BYTES_MAX } from "../../workers/contract/edge/click-pack.ts";
import { leadSchema, refundSchema, saleSchema } from "../../workers/contract/track.ts";
import { parseTokenKeys, type TokenKeys, verifyClickToken } from "../../workers/lib/crypto.ts";
import { DAY_MS } from "./base-rows.ts";
import { clickHistory, clickPacks, HISTORY_DAYS } from "./click-history.ts";
import { conversionHistory, type Line } from "./conversion-history.ts";

const settings = { day: Date.UTC(2026, 10, 24), origin: "http://localhost:8787" };
const SCHEMAS = { lead: leadSchema, sale: saleSchema, refund: refundSchema };

describe("the demo's history", () => {
  const clicks = clickHistory(settings);
  let keys: TokenKeys;
  let lines: Line[];
  beforeAll(async () => {
    keys = await parseTokenKeys(`1:${Buffer.alloc(32, 7).toString("base64url")}`);
    lines = await conversionHistory(clicks, settings, keys);
  });
  const ofType = (type: string) => lines.filter(({ body }) => body.type === type);

  it("is the same at every call, so that a seed can be repeated", async () => {
    expect(clickHistory(settings)).toEqual(clicks);
    expect(clickPacks(clickHistory(settings), settings)).toEqual(clickPacks(clicks, settings));
    expect(await conversionHistory(clicks, settings, keys)).toEqual(lines);
  });

  it("lies within 90 days before the day of the seed", () => {
    const times = clicks.map(({ click }) => click.at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(settings.day - HISTORY_DAYS * DAY_MS);
    expect(Math.max(...times)).toBeLessThan(settings.day);
    for (const { body } of lines) expect(body.occurred_at).toBeLessThan(settings.day);
  });

  it("packs every click once, in calls that the API takes", () => {
    const packs = clickPacks(clicks, settings);
    expect(packs.flatMap((pack) => pack.clicks)).toEqual(clicks.map(({ click }) => click));
    expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
    for (const pack of packs) {
      expect(clickImportSchema.safeParse({ packs: [pack] }).error?.issues ?? []).toEqual([]);
      expect(JSON.stringify(pack).length).toBeLessThan(PACK_BYTES_MAX);
    }
  });

  it("has no clicks on links of affiliates who were not active", () => {
    const elena = clicks.filter(({ affiliate }) => affiliate.code === "elena");
    expect(elena.length).toBeGreaterThan(100);
    expect(Math.max(...elena.map(({ click }) => click.at))).toBeLessThan(
      settings.day - 10 * DAY_MS,
    );
    expect(clicks.filter(({ affiliate }) => affiliate.code === "greta")).toEqual([]);
  });

  it("has about three sales for a hundred people's clicks, and more clicks on Saturdays", () => {
    const people = clicks.filter(({ click }) => !click.flag);
    const firstSales = ofType("sale").filter(({ body }) => body.click_token || body.coupon);
    expect(firstSales.length / people.length).toBeGreaterThan(0.02);
    expect(firstSales.length / people.length).toBeLessThan(0.05);
    const on = (weekday: number) =>
      clicks.filter(({ click }) => new Date(click.at).getUTCDay() === weekday).length;
    expect(on(6)).toBeGreaterThan(on(3));
  });

  it("credits sales by tokens of clicks that are in it", async () => {
    const known = new Set(clicks.map(({ click }) => `${click.at}/${click.nonce}`));
    const tokens = lines.flatMap(({ body }) =>
      body.click_token ? [String(body.click_token)] : [],
    );
    expect(tokens.length).toBeGreaterThan(50);
    for (const token of tokens) {
      const fields = await verifyClickToken(token, keys, settings.day);
      if (!fields.ok) throw new Error(fields.reason);
      const nonce = Buffer.from(fields.nonce).toString("base64url");
      expect(known).toContain(`${fields.at}/${nonce}`);
    }
  });

  it("names no order twice, and refunds only orders that it has", () => {
    const ids = lines.map(({ program, body }) => `${program}/${body.type}/${body.external_id}`);
    expect(new Set(ids).size).toBe(ids.length);
    const orders = new Set(ofType("sale").map(({ body }) => body.external_id));
    expect(ofType("refund").length).toBeGreaterThan(3);
    for (const { body } of ofType("refund")) {
      expect(orders).toContain((body.sale as { external_id: string }).external_id);
    }
  });

  it("sends what the tracking API takes", () => {
    for (const { body } of lines) {
      const { type, ...fields } = body;
      const result = SCHEMAS[type].safeParse(fields);
      expect(result.error?.issues ?? []).toEqual([]);
    }
  });
});
