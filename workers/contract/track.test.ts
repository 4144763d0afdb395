import { describe, expect, it } from "vitest";
import { AMOUNT_MAX } from "../domain/currency.ts";
import { refundSchema, saleSchema, trackSchemas } from "./track.ts";

const sale = { external_id: "order-1", amount: 2400, currency: "EUR" };
const HALF_PAIR = "order-\ud800";

/** The fields that a body is refused for. */
const refusedFor = (
  body: unknown,
  schema: { safeParse: typeof saleSchema.safeParse } = saleSchema,
) => (schema.safeParse(body).error?.issues ?? []).map(({ path }) => path.join("."));

describe("a text", () => {
  it("loses the blanks around it", () => {
    expect(saleSchema.parse({ ...sale, external_id: " order-1\n" }).external_id).toBe("order-1");
    const longest = "x".repeat(128);
    expect(saleSchema.parse({ ...sale, external_id: ` ${longest} ` }).external_id).toBe(longest);
    expect(refusedFor({ ...sale, external_id: `${longest}x` })).toEqual(["external_id"]);
  });

  it.each(["é", "😀".repeat(64), "' OR 1=1; --", "a\u0000b", "\u202e"])("may be %j", (text) => {
    expect(saleSchema.parse({ ...sale, external_id: text }).external_id).toBe(text);
  });

  it.each([
    ["external_id", { external_id: HALF_PAIR }],
    ["coupon", { coupon: HALF_PAIR }],
    ["customer.external_id", { customer: { external_id: HALF_PAIR } }],
    ["references.0.value", { references: [{ kind: "order", value: HALF_PAIR }] }],
    ["items.0.product", { items: [{ product: HALF_PAIR, amount: 2400 }] }],
    ["metadata.note", { metadata: { note: HALF_PAIR } }],
    [`metadata.${HALF_PAIR}`, { metadata: { [HALF_PAIR]: "x" } }],
  ])("with half a surrogate pair is refused as %s, since no database keeps it", (path, part) => {
    expect(refusedFor({ ...sale, ...part })).toEqual([path]);
  });

  it("with half a surrogate pair is refused of a refund too", () => {
    const refund = {
      external_id: HALF_PAIR,
      sale: { external_id: "1" },
      amount: 1,
      currency: "EUR",
    };
    expect(refundSchema.safeParse(refund).success).toBe(false);
  });
});

describe("a time", () => {
  it.each([
    ["2026-11-24T10:15:00+01:00", Date.UTC(2026, 10, 24, 9, 15)],
    [1_795_561_419_142, 1_795_561_419_142],
    [0, 0],
  ])("%s is read as UTC milliseconds", (given, at) => {
    expect(saleSchema.parse({ ...sale, period_start: given }).period_start).toBe(at);
  });

  it.each([
    ["microseconds taken for milliseconds", 1_795_561_419_142_000],
    ["a year of five digits in some time zones", "9999-12-31T23:59:59Z"],
    ["before there were such times", "0001-01-01T00:00:00Z"],
    ["a day alone", "2026-11-24"],
    ["no offset", "2026-11-24T10:15:00"],
  ])("that no calendar can work with is refused: %s", (_, given) => {
    expect(refusedFor({ ...sale, period_start: given })).toEqual(["period_start"]);
    const coupons = [{ code: "MARA10", redeemed_at: given }];
    expect(refusedFor({ ...sale, coupons })).toEqual(["coupons.0.redeemed_at"]);
  });
});

describe("money", () => {
  it.each([0, 1, AMOUNT_MAX])("may be %i minor units", (amount) => {
    expect(saleSchema.parse({ ...sale, amount }).amount).toBe(amount);
  });

  it.each([-1, 1.5, AMOUNT_MAX + 1, Number.NaN, Number.POSITIVE_INFINITY, "100", null])(
    "may not be %s",
    (amount) => {
      expect(refusedFor({ ...sale, amount })).toContain("amount");
    },
  );

  it.each(["eur", "XXX", "DEM", "__proto__", "constructor", ""])("is not in %j", (currency) => {
    expect(refusedFor({ ...sale, currency })).toEqual(["currency"]);
  });

  it.each([
    ["of a sale is missing", "sale", { external_id: "1" }, "amount"],
    ["is told twice", "sale", { ...sale, gross: 1 }, "amount"],
    ["has tax, so it is gross", "sale", { ...sale, tax: 1 }, "amount"],
    ["has no currency", "lead", { amount: 1 }, "currency"],
    ["is only tax", "event", { name: "a", tax: 1, currency: "EUR" }, "amount"],
  ] as const)("%s", (_, type, body, path) => {
    const { error } = trackSchemas[type].safeParse(body);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});
