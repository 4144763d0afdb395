import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { writeEnrichment } from "../../../db/queries/enrichment.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { memberOf } from "../../testing/people.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { rollUpConversionDays } from "./roll-up-days.ts";

const db = openDb(env.DB);
const DAY_MS = 86_400_000;
const RANGE_DAYS = 6;
/** In UTC: noon is the same day in the program's zone. */
const dayOf = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
const noonOf = (daysAgo: number) => Date.parse(`${dayOf(daysAgo)}T12:00:00Z`);

const SECOND_LEVEL: RewardDefinition = {
  kind: "second_level",
  trigger: { type: "sale" },
  of: "commission",
  basisPoints: 1_000,
  months: 12,
  conditions: [],
  caps: [],
};

type Row = Readonly<Record<string, string | number | null>>;
const all = async (query: string, ...values: unknown[]) =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all<Row>()
  ).results;

/** How a conversion's row tells a fact, as whoever reads it by eye would say it. */
const FACT_OF: Readonly<Record<string, (row: Row) => unknown>> = {
  link: (row) => row["link_id"],
  country: (row) => row["country"],
  device: (row) => row["device"],
  os: (row) => row["os"],
  browser: (row) => row["browser"],
  referrer: (row) => row["referrer_host"],
  utm_source: (row) => JSON.parse(`${row["click_utm"]}`)?.utm_source,
  utm_content: (row) => JSON.parse(`${row["click_utm"]}`)?.utm_content,
  sub1: (row) => JSON.parse(`${row["click_sub"]}`)?.[0],
  sub5: (row) => JSON.parse(`${row["click_sub"]}`)?.[4],
};
const METRICS = ["leads", "sales", "events", "new_customers", "revenue", "commission", "refunds"];

/** Every sum by key, counted from conversions and commissions one by one. */
async function folded(programId: string, dimension: string, from: string, to: string) {
  const conversions = await all("select * from conversions where program_id = ?", programId);
  const commissions = await all("select * from commissions where program_id = ?", programId);
  const sums: Record<string, Record<string, number>> = {};
  for (const row of conversions) {
    const day = `${row["day"]}`;
    if (row["affiliate_id"] === null || day < from || day > to) continue;
    const key = `${FACT_OF[dimension]?.(row) || "(none)"}`;
    const sum = sums[key] ?? Object.fromEntries(METRICS.map((name) => [name, 0]));
    sums[key] = sum;
    const add = (name: string, value: number) => {
      sum[name] = (sum[name] ?? 0) + value;
    };
    add(`${row["type"]}s`, 1);
    add("new_customers", Number(row["is_first_sale"]));
    add("revenue", row["needs_confirmation"] === 1 ? 0 : Number(row["base_in_program"] ?? 0));
    add("refunds", Number(row["refunded"]) > 0 ? 1 : 0);
    for (const one of commissions) {
      if (one["conversion_id"] !== row["id"] || one["superseded_at"] !== null) continue;
      if (one["state"] !== "rejected")
        add("commission", Number(one["amount"]) - Number(one["reversed"]));
    }
  }
  return sums;
}

async function reported(shop: Shop, dimension: string | null, from: string, to: string) {
  const { id: program_id } = shop.program;
  const query = new URLSearchParams({
    program_id,
    from,
    to,
    metrics: METRICS.join(),
    limit: "100",
  });
  if (dimension !== null) query.set("dimension", dimension);
  const actor = memberOf(shop.organization.id, "viewer");
  const { status, body } = await callApi(`/reports?${query}`, { actor });
  expect(status).toBe(200);
  const rows = body.data.map(({ key, metrics }: { key: string; metrics: object }) => [
    key,
    metrics,
  ]);
  return { rows: Object.fromEntries(rows), totals: body.totals.metrics };
}

const rolledDays = async (programId: string) =>
  (
    await all("select day from rolled_conversion_days where program_id = ? order by 1", programId)
  ).map(({ day }) => day);

type Step =
  | { readonly do: "sell"; readonly ago: number; readonly by: number; readonly amount: number }
  | { readonly do: "lead"; readonly ago: number; readonly by: number }
  | { readonly do: "again" | "reject" | "approve" | "refund"; readonly nth: number }
  | { readonly do: "enrich"; readonly nth: number; readonly sub: string }
  | { readonly do: "roll_up" };

const nth = fc.nat(9);
const ago = fc.nat(RANGE_DAYS);
const by = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("sell" as const),
      ago,
      by,
      amount: fc.integer({ min: 0, max: 90_000 }),
    }),
  },
  fc.record({ do: fc.constant("lead" as const), ago, by }),
  fc.record({ do: fc.constantFrom("again", "reject", "approve", "refund"), nth }),
  fc.record({
    do: fc.constant("enrich" as const),
    nth,
    sub: fc.constantFrom("a", "b", "(other)", ""),
  }),
  { weight: 2, arbitrary: fc.constant({ do: "roll_up" as const }) },
);

async function enrich(shop: Shop, position: number, sub: string) {
  const [row] = await all(
    `select id, revision from conversions where program_id = ? and enrichment = 'pending'
     order by day, id limit 1 offset ?`,
    shop.program.id,
    position,
  );
  if (row === undefined) return;
  const batch = new WriteBatch(db);
  batch.add(
    writeEnrichment(`${row["id"]}`, Number(row["revision"]), {
      enrichment: "found",
      device: "phone",
      os: "iOS",
      browser: "Safari",
      referrerHost: "blog.example",
      clickUtm: { utm_source: sub },
      clickSub: [sub],
    }),
  );
  await batch.commit();
}

async function decide(shop: Shop, position: number, verb: "reject" | "approve") {
  const [row] = await all(
    "select id from conversions where program_id = ? order by id limit 1 offset ?",
    shop.program.id,
    position,
  );
  if (row === undefined) return;
  const actor = memberOf(shop.organization.id, "manager");
  const body = verb === "reject" ? { reason: "No such order" } : undefined;
  const answer = await callApi(`/conversions/${row["id"]}/${verb}`, {
    actor,
    body,
    method: "POST",
  });
  expect([200, 409]).toContain(answer.status);
}

async function carryOut(shop: Shop, links: readonly string[], one: Step, index: number) {
  const told = async (type: "sale" | "lead", own: Record<string, unknown>) => {
    const { status } = await shop.track(type, own);
    expect([200, 201, 409, 422]).toContain(status);
  };
  const credited = async (days: number, whose: number) => {
    const at = noonOf(days);
    const country = whose === 0 ? "DE" : "FR";
    const link = links[whose] ?? "";
    return {
      occurred_at: new Date(Math.min(at, Date.now())).toISOString(),
      click_token: await shop.token({ at: Math.min(at, Date.now()) - 60_000, link, country }),
      customer: { external_id: `customer-${index % 4}` },
    };
  };
  if (one.do === "roll_up") await rollUpConversionDays(testContext());
  else if (one.do === "enrich") await enrich(shop, one.nth, one.sub);
  else if (one.do === "reject" || one.do === "approve") await decide(shop, one.nth, one.do);
  else if (one.do === "lead") {
    await told("lead", { external_id: `lead-${index}`, ...(await credited(one.ago, one.by)) });
  } else if (one.do === "sell") {
    const money = { amount: one.amount, currency: "EUR" };
    await told("sale", {
      external_id: `s-${index}`,
      ...money,
      ...(await credited(one.ago, one.by)),
    });
  } else if (one.do === "refund") {
    const sale = { external_id: `s-${one.nth}` };
    await shop.track("refund", { external_id: `r-${index}`, amount: 100, currency: "EUR", sale });
  } else {
    await told("sale", { external_id: `s-${one.nth}`, amount: 777, currency: "EUR" });
  }
}

describe("reports of a program by value", () => {
  it("are what counting conversions gives, whatever happens before and after a roll-up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const shop = await makeShop({ rewards: [TWENTY_PERCENT, SECOND_LEVEL] });
        const recruitedAt = Date.now() - 30 * DAY_MS;
        const other = await shop.addAffiliate({ recruiterId: shop.affiliate.id, recruitedAt });
        const links = [shop.link.id, other.link];
        for (const [index, one] of steps.entries()) await carryOut(shop, links, one, index);
        const [from, to] = [dayOf(RANGE_DAYS - 1), dayOf(0)];
        for (const dimension of Object.keys(FACT_OF)) {
          const { rows } = await reported(shop, dimension, from, to);
          expect(rows, dimension).toEqual(await folded(shop.program.id, dimension, from, to));
        }
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it("add up to the totals, with what recruiters earn", async () => {
    const shop = await makeShop({ rewards: [TWENTY_PERCENT, SECOND_LEVEL] });
    const recruitedAt = Date.now() - 30 * DAY_MS;
    const other = await shop.addAffiliate({ recruiterId: shop.affiliate.id, recruitedAt });
    const links = [shop.link.id, other.link];
    await carryOut(shop, links, { do: "sell", ago: 2, by: 1, amount: 10_000 }, 1);
    await rollUpConversionDays(testContext());
    const { rows, totals } = await reported(shop, "country", dayOf(5), dayOf(0));
    expect(rows).toEqual({ FR: totals });
    expect(totals.commission).toBe(2_200);
  });
});

/** Copies the only conversion, with sub-ids of which nine come twice. */
async function copyWithSubIds(programId: string, copies: number) {
  const names = (await all("select name from pragma_table_info('conversions')")).map(
    ({ name }) => `${name}`,
  );
  const own: Readonly<Record<string, string>> = {
    id: "c.id || n.key",
    external_id: "c.external_id || n.key",
    click_sub: "json_array('s' || n.value)",
    is_first_sale: "0",
  };
  const values = names.map((name) => own[name] ?? `c.${name}`);
  await env.DB.prepare(
    `insert into conversions (${names.join()}) select ${values.join()}
     from conversions c cross join json_each(?) n where c.program_id = ?`,
  )
    .bind(JSON.stringify(Array.from({ length: copies }, (_, index) => index % 220)), programId)
    .run();
}

describe("a day", () => {
  it("is rolled up once it is over, and again when one of its conversions changes", async () => {
    const shop = await makeShop();
    const links = [shop.link.id];
    await carryOut(shop, links, { do: "sell", ago: 0, by: 0, amount: 100 }, 1);
    await carryOut(shop, links, { do: "sell", ago: 2, by: 0, amount: 100 }, 2);
    await carryOut(shop, links, { do: "sell", ago: 3, by: 0, amount: 100 }, 3);
    await rollUpConversionDays(testContext());
    expect(await rolledDays(shop.program.id)).toEqual([dayOf(3), dayOf(2)]);
    await carryOut(shop, links, { do: "enrich", nth: 0, sub: "a" }, 4);
    expect(await rolledDays(shop.program.id)).toHaveLength(1);
    await rollUpConversionDays(testContext());
    expect(await rolledDays(shop.program.id)).toHaveLength(2);
  });

  it("keeps the 200 values with the most conversions, the rest as (other); every link by its name", async () => {
    const shop = await makeShop();
    await carryOut(shop, [shop.link.id], { do: "sell", ago: 2, by: 0, amount: 100 }, 1);
    await copyWithSubIds(shop.program.id, 229);
    const before = await reported(shop, "sub1", dayOf(5), dayOf(0));
    await rollUpConversionDays(testContext());
    const values = await all(
      "select value, sales from program_conversion_days where program_id = ? and dimension = 'sub1'",
      shop.program.id,
    );
    const kept = new Map(values.map(({ value, sales }) => [value, sales]));
    expect(kept.size).toBe(202);
    expect(["", "s0", "s8", "(other)"].map((value) => kept.get(value))).toEqual([1, 2, 2, 20]);
    expect((await reported(shop, "sub1", dayOf(5), dayOf(0))).totals).toEqual(before.totals);
    const { rows } = await reported(shop, "link", dayOf(5), dayOf(0));
    expect(rows[shop.link.id].sales).toBe(230);
  });

  it("of a program without conversions is nothing", async () => {
    const shop = await makeShop();
    await rollUpConversionDays(testContext());
    expect(await rolledDays(shop.program.id)).toEqual([]);
    expect((await reported(shop, "country", dayOf(5), dayOf(0))).rows).toEqual({});
  });
});
