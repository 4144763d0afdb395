import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WriteBatch } from "../../../db/batch.ts";
import { affiliateGroups, affiliates } from "../../../db/schema/affiliates.ts";
import { groups } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { addDays, dayInZone, endOfDay } from "../../../domain/calendar.ts";
import { newId } from "../../../lib/ids.ts";
import { type ClickReport, reportClicks } from "../../testing/click-report.ts";
import { db, makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { rollUpClickDays } from "./roll-up-days.ts";

const DAY = 86_400_000;
const ZONE = "Europe/Berlin";
/** Noon, since the first minutes of a day belong to a day that is not closed yet. */
const NOON = Date.UTC(2026, 10, 24, 12);
const today = dayInZone(NOON, ZONE);
const daysAgo = (days: number) => NOON - days * DAY;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

type Counted = Awaited<ReturnType<typeof makeCounted>>;

/** Clicks of today and of three earlier days, two of them from Germany. */
async function makeHistory(): Promise<Counted> {
  const sample = await makeCounted();
  await sample
    .counter()
    .record([
      sample.pack(
        { country: "DE", sub: ["a"] },
        { at: daysAgo(1), country: "DE", flag: "bot" },
        { at: daysAgo(1), country: "FR" },
        { at: daysAgo(2), visitor: "v" },
        { at: daysAgo(2), visitor: "v", country: "DE" },
        { at: daysAgo(20), country: "US" },
      ),
    ]);
  await sample.counter().flush();
  return sample;
}

const rolledUp = async ({ program }: Counted) =>
  (
    await env.DB.prepare(
      `select day, dimension, value, clicks, uniques, bots from program_click_days
       where program_id = ? order by day, dimension, value`,
    )
      .bind(program.id)
      .all()
  ).results;

const query = (
  { program }: Counted,
  by: ClickReport["by"],
  own: Partial<ClickReport> = {},
): ClickReport => ({
  programId: program.id,
  mode: "live",
  fromDay: addDays(today, -30),
  toDay: today,
  by,
  filter: {},
  limit: 500,
  ...own,
});

describe("closed days", () => {
  it("are rolled up to their totals, by affiliate and by value; today is not", async () => {
    const sample = await makeHistory();
    await rollUpClickDays(testContext());
    const rows = await rolledUp(sample);
    expect(rows.some(({ day }) => day === today)).toBe(false);
    const day = dayInZone(daysAgo(2), ZONE);
    expect(rows.filter((row) => row.day === day)).toEqual([
      { day, dimension: "", value: "", clicks: 2, uniques: 1, bots: 0 },
      { day, dimension: "affiliate", value: sample.affiliate.id, clicks: 2, uniques: 1, bots: 0 },
      { day, dimension: "country", value: "DE", clicks: 1, uniques: 0, bots: 0 },
    ]);
  });

  it("are rolled up again when a late click changed them, and only those", async () => {
    const sample = await makeHistory();
    await rollUpClickDays(testContext());
    expect((await rollUpClickDays(testContext())).days).toBe(0);
    await sample.counter().record([sample.pack({ at: daysAgo(2), country: "IT" })]);
    await sample.counter().flush();
    expect((await rollUpClickDays(testContext())).days).toBe(1);
    expect(await rolledUp(sample)).toContainEqual(
      expect.objectContaining({ day: dayInZone(daysAgo(2), ZONE), value: "IT", clicks: 1 }),
    );
    expect((await rollUpClickDays(testContext())).days).toBe(0);
  });

  it("of which the counters may still write are left alone", async () => {
    const sample = await makeCounted();
    await sample.counter().record([sample.pack({})]);
    await sample.counter().flush();
    const midnight = endOfDay(today, ZONE);
    await rollUpClickDays(testContext({}, midnight + 9 * 60_000));
    expect(await rolledUp(sample)).toEqual([]);
    await rollUpClickDays(testContext({}, midnight + 10 * 60_000));
    expect(await rolledUp(sample)).toContainEqual(
      expect.objectContaining({ day: today, dimension: "", clicks: 1 }),
    );
  });

  it("of imported history are found, a window in each hour", async () => {
    const sample = await makeCounted();
    const ages = [40, 100, 170, 300];
    await sample.counter().record([sample.pack(...ages.map((days) => ({ at: daysAgo(days) })))]);
    await sample.counter().flush();
    const ctx = testContext();
    for (let hour = 0; hour < 12; hour++) {
      await rollUpClickDays({ ...ctx, clock: () => Date.now() + hour * 3_600_000 });
    }
    const totals = (await rolledUp(sample)).filter(({ dimension }) => dimension === "");
    expect(totals).toHaveLength(ages.length);
  });

  it("keep the 200 values with the most clicks, the rest as (other)", async () => {
    const sample = await makeCounted();
    const values = Array.from({ length: 150 }, (_, index) => index);
    const at = daysAgo(1);
    await sample.counter().record([
      sample.pack(...values.map((index) => ({ at, sub: [`first-${index}`] })), {
        at,
        sub: ["both"],
      }),
    ]);
    await sample.counter().flush();
    await env.DB.prepare(
      `insert into affiliates (id, program_id, code, state, version, created_at)
       values (?1, ?2, ?3, 'active', 1, 0)`,
    )
      .bind(`${sample.affiliate.id}x`, sample.program.id, `${sample.affiliate.code}x`)
      .run();
    await env.DB.prepare(
      `insert into click_day_values
         (program_id, affiliate_id, mode, day, dimension, value, clicks, uniques, bots, seq)
       select ?1, ?2, 'live', ?3, 'sub1', 'second-' || value, 1, 1, 0, 1
       from (select value from json_each(?4)) union all
       select ?1, ?2, 'live', ?3, 'sub1', 'both', 5, 5, 0, 1`,
    )
      .bind(
        sample.program.id,
        `${sample.affiliate.id}x`,
        dayInZone(at, ZONE),
        JSON.stringify(values),
      )
      .run();
    await rollUpClickDays(testContext());
    const rows = (await rolledUp(sample)).filter(({ dimension }) => dimension === "sub1");
    expect(rows).toHaveLength(201);
    expect(rows).toContainEqual(expect.objectContaining({ value: "both", clicks: 6 }));
    expect(rows).toContainEqual(expect.objectContaining({ value: "(other)", clicks: 101 }));
  });
});

describe("a report on clicks", () => {
  const cases: [string, ClickReport["by"], Record<string, [number, number, number]>][] = [
    ["in all", "total", { "": [5, 4, 1] }],
    ["by country", "country", { DE: [2, 1, 1], FR: [1, 1, 0], US: [1, 1, 0], "(none)": [1, 1, 0] }],
    ["by sub-id", "sub1", { a: [1, 1, 0], "(none)": [4, 3, 1] }],
  ];
  it.each(cases)("%s is the same before and after the roll-up", async (_, by, expected) => {
    const sample = await makeHistory();
    const read = async () =>
      Object.fromEntries(
        (await reportClicks(query(sample, by))).map((row) => [
          row.key,
          [row.clicks, row.uniques, row.bots],
        ]),
      );
    expect(await read()).toEqual(expected);
    await rollUpClickDays(testContext());
    expect(await read()).toEqual(expected);
  });

  it("by day has every day of its range", async () => {
    const sample = await makeHistory();
    await rollUpClickDays(testContext());
    const rows = await reportClicks(query(sample, "day"));
    expect(rows).toHaveLength(31);
    expect(rows.at(-1)).toEqual({ key: today, clicks: 1, uniques: 1, bots: 0 });
    expect(rows.at(-2)).toMatchObject({ clicks: 1, bots: 1 });
    expect(rows.at(-4)).toMatchObject({ clicks: 0 });
  });

  it("by affiliate and by link names them", async () => {
    const sample = await makeHistory();
    const [affiliate] = await reportClicks(query(sample, "affiliate"));
    const [link] = await reportClicks(query(sample, "link"));
    expect([affiliate?.key, affiliate?.clicks]).toEqual([sample.affiliate.id, 5]);
    expect([link?.key, link?.clicks]).toEqual([sample.link.id, 5]);
  });

  it("is narrowed to an affiliate, a link, or who is in a group now", async () => {
    const sample = await makeHistory();
    const groupId = newId("grp");
    const batch = new WriteBatch(db);
    batch.insert(groups, [
      { id: groupId, programId: sample.program.id, name: "VIP", createdAt: 1 },
    ]);
    batch.insert(affiliateGroups, [{ affiliateId: sample.affiliate.id, groupId, fromAt: 1 }]);
    const idle = newId("aff");
    const membership = { programId: sample.program.id, code: idle, createdAt: 1 };
    batch.insert(affiliates, [{ ...membership, id: idle, state: "active" }]);
    await batch.commit();
    const clicks = async (by: ClickReport["by"], filter: ClickReport["filter"]) =>
      (await reportClicks(query(sample, by, { filter }))).reduce((sum, row) => sum + row.clicks, 0);
    expect(await clicks("total", { affiliateId: sample.affiliate.id })).toBe(5);
    expect(await clicks("country", { affiliateId: sample.affiliate.id })).toBe(5);
    expect(await clicks("total", { affiliateId: idle })).toBe(0);
    expect(await clicks("day", { linkId: sample.link.id })).toBe(5);
    expect(await clicks("country", { groupId })).toBe(5);
    expect(await clicks("country", { groupId: newId("grp") })).toBe(0);
  });

  it("of a link by country is refused, since clicks are not kept so", async () => {
    const sample = await makeHistory();
    const narrowed = query(sample, "country", { filter: { linkId: sample.link.id } });
    await expect(reportClicks(narrowed)).rejects.toMatchObject({
      code: "report.unsupported_combination",
      status: 422,
    });
  });

  it("is nobody's business without permission", async () => {
    const sample = await makeHistory();
    await expect(reportClicks(query(sample, "total"), ANONYMOUS)).rejects.toMatchObject({
      refusal: "signed_out",
    });
  });
});
