import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "../../lib/ids.ts";
import { counts, failureOf, makeCounted } from "../testing/clicks.ts";

const DAY = 86_400_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a pack of clicks", () => {
  it("is counted once, however often it is delivered", async () => {
    const { counter, pack } = await makeCounted();
    const packs = [pack({}, {}), pack({ flag: "bot", reason: "Googlebot" })];
    expect(await counter().record(packs)).toEqual({
      known: true,
      fresh: { live: counts(2, 2, 1), test: counts(0) },
      refused: [],
    });
    expect((await counter().record(packs)).fresh.live).toEqual(counts(0));
    expect((await counter().record([...packs, ...packs])).fresh.live).toEqual(counts(0));
    expect((await counter().totals()).live).toEqual({
      today: counts(2, 2, 1),
      all: counts(2, 2, 1),
    });
  });

  it("is known after eviction at any moment", async () => {
    const { counter, pack, stored } = await makeCounted();
    const packs = [pack({}), pack({}), pack({})];
    for (const one of packs) {
      await counter().record([one]);
      await evictDurableObject(counter());
      expect((await counter().record([one])).fresh.live).toEqual(counts(0));
    }
    await runDurableObjectAlarm(counter());
    await evictDurableObject(counter());
    expect((await counter().record(packs)).fresh.live).toEqual(counts(0));
    expect((await counter().totals()).live.all).toEqual(counts(3));
    expect(await stored()).toEqual(counts(3));
  });

  it("is looked up in the stored rows when it comes again after weeks", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { counter, pack } = await makeCounted();
    const first = pack({});
    await counter().record([first]);
    await counter().flush();
    vi.setSystemTime(Date.now() + 28 * DAY);
    await counter().record([pack({})]);
    expect((await counter().record([first])).fresh.live).toEqual(counts(0));
    await evictDurableObject(counter());
    expect((await counter().record([first])).fresh.live).toEqual(counts(0));
    expect((await counter().totals()).live.all).toEqual(counts(2));
  });

  it("is refused when it is too old to tell, and nothing else is", async () => {
    const { counter, pack } = await makeCounted();
    const old = { ...pack({}), at: Date.now() - 29 * DAY - 1 };
    const answer = await counter().record([old, pack({})]);
    expect(answer).toMatchObject({ refused: [old.id], fresh: { live: counts(1) } });
  });

  it("counts when it is late, on the day of its clicks", async () => {
    const { counter, pack, affiliate } = await makeCounted({ program: { timeZone: "Asia/Tokyo" } });
    const at = Date.UTC(2026, 2, 31, 15, 30);
    await counter().record([pack({}), { ...pack({ at }), at: Date.now() - 20 * DAY }]);
    await counter().flush();
    const { results } = await env.DB.prepare(
      "select day from click_days where affiliate_id = ? order by day limit 1",
    )
      .bind(affiliate.id)
      .all();
    expect(results).toEqual([{ day: "2026-04-01" }]);
  });

  it("of an affiliate whom nobody knows is not stored", async () => {
    const { counter, pack, click } = await makeCounted();
    const unknown = newId("aff");
    const stub = env.AFFILIATE_COUNTER.getByName(unknown);
    const answer = await stub.record([{ ...pack(), clicks: [click({ affiliate: unknown })] }]);
    expect(answer.known).toBe(false);
    expect((await counter().totals()).live.all).toEqual(counts(0));
  });

  it("that could not be stored is not counted, and is when it comes again", async () => {
    const { counter, pack } = await makeCounted();
    await counter().record([pack({})]);
    await runInDurableObject(counter(), (_, { storage }) => {
      const prototype: SqlStorage = Object.getPrototypeOf(storage.sql);
      const exec = prototype.exec;
      vi.spyOn(prototype, "exec").mockImplementation(function (this: SqlStorage, query, ...bound) {
        if (query.startsWith("insert into rows")) throw new Error("database or disk is full");
        return exec.call(this, query, ...bound) as ReturnType<SqlStorage["exec"]>;
      });
    });
    const packs = [pack({}, {})];
    expect(await failureOf(() => counter().record(packs))).toContain("full");
    expect((await counter().totals()).live.all).toEqual(counts(1));
    vi.restoreAllMocks();
    await counter().record(packs);
    await evictDurableObject(counter());
    expect((await counter().totals()).live.all).toEqual(counts(3));
  });

  it("is split into rows when a row could not hold it", async () => {
    const { counter, pack } = await makeCounted();
    const ua = "x".repeat(512);
    const packs = Array.from({ length: 20 }, () =>
      pack(...Array.from({ length: 100 }, () => ({ ua, referrer: "é".repeat(256) }))),
    );
    await counter().record(packs);
    const rows = await runInDurableObject(counter(), (_, { storage }) =>
      storage.sql.exec("select length(cast(clicks as blob)) as bytes from rows").toArray(),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(Math.max(...rows.map(({ bytes }) => Number(bytes)))).toBeLessThan(1_000_000);
    await evictDurableObject(counter());
    expect((await counter().totals()).live.all).toEqual(counts(2_000));
    expect((await counter().record(packs)).fresh.live).toEqual(counts(0));
  });
});

describe("the program's time zone", () => {
  it("is fixed by the first click, before it is counted", async () => {
    const { counter, pack, program } = await makeCounted();
    const fixed = () =>
      env.DB.prepare("select time_zone_fixed_at from programs where id = ?")
        .bind(program.id)
        .first("time_zone_fixed_at");
    expect(await fixed()).toBeNull();
    await counter().record([pack({})]);
    const at = await fixed();
    expect(at).toBeGreaterThan(0);
    await evictDurableObject(counter());
    await counter().record([pack({})]);
    expect(await fixed()).toBe(at);
  });
});

describe("a visitor", () => {
  it("is unique once a link and UTC day, also after eviction", async () => {
    const { counter, pack } = await makeCounted();
    const again = { visitor: "same", at: Date.UTC(2026, 10, 1, 12) };
    await counter().record([pack(again, again)]);
    await evictDurableObject(counter());
    await counter().record([pack(again, { ...again, link: "link_other" })]);
    await counter().flush();
    await evictDurableObject(counter());
    await counter().record([pack({ ...again, at: again.at + DAY })]);
    expect((await counter().totals()).live.all).toEqual(counts(5, 3));
  });

  it("is forgotten a day after the UTC day ended", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { counter, pack } = await makeCounted();
    await counter().record([pack({}, {})]);
    await counter().flush();
    const marks = () =>
      runInDurableObject(counter(), (_, { storage }) =>
        storage.sql.exec("select body from marks where name like 'visitors:%'").toArray(),
      );
    expect(await marks()).toHaveLength(1);
    vi.setSystemTime(Date.now() + 3 * DAY);
    await runDurableObjectAlarm(counter());
    expect(await marks()).toEqual([]);
    expect((await counter().totals()).live.all).toEqual(counts(2));
  });
});

describe("test mode", () => {
  it("is counted apart", async () => {
    const { counter, pack, affiliate } = await makeCounted();
    const answer = await counter().record([pack({ mode: "test" }, {})]);
    expect(answer.fresh).toEqual({ live: counts(1), test: counts(1) });
    await counter().flush();
    const { results } = await env.DB.prepare(
      "select mode, clicks from click_days where affiliate_id = ? order by mode",
    )
      .bind(affiliate.id)
      .all();
    expect(results).toEqual([
      { mode: "live", clicks: 1 },
      { mode: "test", clicks: 1 },
    ]);
  });
});

describe("a prefetch", () => {
  const at = Date.now() - 1_000;
  const prefetch = { at, nonce: "n1", visitor: "v1", flag: "prefetch", country: "US" } as const;
  const shown = { at, nonce: "n1", visitor: "v1", shown: true } as const;

  it.each([
    ["alone is no click", [prefetch], counts(0, 0, 1)],
    ["delivered in two packs is one", [prefetch, prefetch], counts(0, 0, 1)],
    ["becomes a click when it is seen", [prefetch, shown], counts(1)],
    ["becomes one click, however often it is seen", [prefetch, shown, shown], counts(1)],
    ["is a click too when the report comes first", [shown, prefetch], counts(1)],
    ["is one click whatever comes when", [shown, prefetch, shown, prefetch], counts(1)],
  ])("%s", async (_, clicks, expected) => {
    const { counter, pack, stored } = await makeCounted();
    for (const click of clicks) {
      await counter().record([pack(click)]);
      await evictDurableObject(counter());
    }
    expect((await counter().totals()).live.all).toEqual(expected);
    await counter().flush();
    expect(await stored()).toEqual(expected);
  });

  it("moves from the bots of its country to the clicks", async () => {
    const { counter, pack, affiliate } = await makeCounted();
    await counter().record([pack(prefetch)]);
    await counter().flush();
    await counter().record([pack(shown)]);
    await counter().flush();
    const { results } = await env.DB.prepare(
      "select clicks, uniques, bots from click_day_values where affiliate_id = ? and value = 'US'",
    )
      .bind(affiliate.id)
      .all();
    expect(results).toEqual([counts(1)]);
  });
});

describe("a day's values of a dimension", () => {
  it("are at most 200, the rest is (other)", async () => {
    const { counter, pack, affiliate } = await makeCounted();
    const clicks = Array.from({ length: 250 }, (_, index) => ({ sub: ["", `ad-${index}`] }));
    await counter().record([pack(...clicks)]);
    await evictDurableObject(counter());
    await counter().record([pack({ sub: ["", "ad-7"] }, { sub: ["", "ad-249"] })]);
    await counter().flush();
    const { results } = await env.DB.prepare(
      `select value, clicks from click_day_values
       where affiliate_id = ? and dimension = 'sub2' order by clicks desc`,
    )
      .bind(affiliate.id)
      .all();
    expect(results).toHaveLength(201);
    expect(results.slice(0, 3)).toEqual([
      { value: "(other)", clicks: 51 },
      { value: "ad-7", clicks: 2 },
      { value: expect.any(String), clicks: 1 },
    ]);
  });

  it("are read from the user agent, referrer, UTM parameters and sub-ids", async () => {
    const { counter, pack, affiliate } = await makeCounted();
    await counter().record([
      pack({
        country: "US",
        region: "CA",
        ua: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604.1",
        referrer: "Blog.example/post",
        utm: { source: "news", medium: "mail" },
        sub: ["a", "", "c"],
      }),
    ]);
    await counter().flush();
    const { results } = await env.DB.prepare(
      "select dimension, value from click_day_values where affiliate_id = ? order by dimension",
    )
      .bind(affiliate.id)
      .all<{ dimension: string; value: string }>();
    expect(Object.fromEntries(results.map(({ dimension, value }) => [dimension, value]))).toEqual({
      browser: "Safari",
      country: "US",
      device: "mobile",
      os: "iOS",
      referrer: "blog.example",
      region: "US-CA",
      sub1: "a",
      sub3: "c",
      utm_medium: "mail",
      utm_source: "news",
    });
  });
});

describe("a click", () => {
  it("is found by its time and nonce, with its facts", async () => {
    const { counter, pack, link } = await makeCounted();
    const at = Date.now() - 5_000;
    expect(await counter().findClick(at, "n1")).toBeNull();
    await counter().record([
      pack({ at, nonce: "n0" }, { at, nonce: "n1", sub: ["x"], city: "Kiel" }),
    ]);
    await counter().record([pack({})]);
    await evictDurableObject(counter());
    expect(await counter().findClick(at, "n1")).toEqual({
      link: link.id,
      at,
      device: "other",
      os: "other",
      browser: "other",
      country: null,
      region: null,
      city: "Kiel",
      referrer: null,
      sub: ["x"],
      utm: {},
      via: "redirect",
      flag: null,
    });
    expect(await counter().findClick(at + 1, "n1")).toBeNull();
  });

  it("that was prefetched and seen has the prefetch's facts, and no flag", async () => {
    const { counter, pack } = await makeCounted();
    const at = Date.now() - 5_000;
    await counter().record([pack({ at, nonce: "n1", shown: true })]);
    await counter().record([pack({ at, nonce: "n1", flag: "prefetch", sub: ["x"] })]);
    expect(await counter().findClick(at, "n1")).toMatchObject({ sub: ["x"], flag: null });
  });
});
