import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { entryKey, type LinkEntry } from "../contract/edge/entries.ts";
import { LinkLookup, type LookupSources } from "./link-lookup.ts";
import { core, edgeEnv, entriesOf, newWorld, send, tokenIn, unique } from "./testing/world.ts";

/** A lookup with the real KV and the core that stands in, on a clock that stands still. */
function newLookup(kv: LookupSources["kv"] = env.LINKS) {
  const time = { now: 1_700_000_000_000 };
  const reads = vi.spyOn(kv, "get");
  const lookup = new LinkLookup({ kv, core: edgeEnv.CORE, now: () => time.now });
  return { lookup, time, reads };
}

const brokenKv = (): LookupSources["kv"] => ({
  get: () => Promise.reject(new Error("KV is down")),
});

async function putLink(changes: Partial<LinkEntry> = {}) {
  const { link } = newWorld({ link: changes });
  const key = entryKey.link("*", unique("slug"));
  await env.LINKS.put(key, JSON.stringify(link));
  return { link, key };
}

const lookupsSeen = async () => (await core.seen()).lookups;

beforeEach(async () => {
  await core.become({});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("a known link", () => {
  it("comes from KV once, then from memory at once", async () => {
    const { link, key } = await putLink();
    const { lookup, reads } = newLookup();
    expect(await lookup.link(key)).toEqual(link);
    expect(lookup.link(key)).toEqual(link);
    expect(reads).toHaveBeenCalledTimes(1);
    expect(reads).toHaveBeenCalledWith(key, { type: "json", cacheTtl: 30 });
    expect(await lookupsSeen()).toEqual([]);
  });

  it("is read again after 30 seconds, so that an edit is seen", async () => {
    const { link, key } = await putLink();
    const get = vi
      .fn()
      .mockResolvedValueOnce(link)
      .mockResolvedValueOnce({ ...link, version: 2 });
    const { lookup, time } = newLookup({ get });
    await lookup.link(key);
    time.now += 29_999;
    expect(lookup.link(key)).toMatchObject({ version: 1 });
    time.now += 1;
    expect(await lookup.link(key)).toMatchObject({ version: 2 });
  });

  it("is refreshed by one of many requests", async () => {
    const { key } = await putLink();
    const { lookup, time, reads } = newLookup();
    await lookup.link(key);
    time.now += 30_000;
    await Promise.all(Array.from({ length: 50 }, () => lookup.link(key)));
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("is served at once while it is read again after the answer, until it is a minute old", async () => {
    const { link, key } = await putLink();
    const edited = { ...link, version: 2 };
    const get = vi.fn().mockResolvedValueOnce(link).mockResolvedValue(edited);
    const { lookup, time } = newLookup({ get });
    const left: Promise<unknown>[] = [];
    const owner = { waitUntil: (work: Promise<unknown>) => left.push(work) };
    await lookup.link(key, time.now, owner);
    expect(left).toEqual([]);
    time.now += 59_999;
    expect(lookup.link(key, time.now, owner)).toEqual(link);
    expect(lookup.link(key, time.now, owner)).toEqual(link);
    expect(left).toHaveLength(1);
    await Promise.all(left);
    expect(lookup.link(key, time.now, owner)).toEqual(edited);
    time.now += 60_000;
    const waitedFor = lookup.link(key, time.now, owner);
    expect(waitedFor).toBeInstanceOf(Promise);
    expect([await waitedFor, left.length, get.mock.calls.length]).toEqual([edited, 1, 3]);
  });

  it("that KV does not have yet comes from core", async () => {
    const { link } = newWorld();
    const key = entryKey.link("*", unique("slug"));
    await core.become({ entries: { [key]: link } });
    const { lookup } = newLookup();
    expect(await lookup.link(key)).toEqual(link);
    expect(lookup.link(key)).toEqual(link);
    expect(await lookupsSeen()).toEqual([key]);
  });
});

describe("an unknown slug", () => {
  it("is remembered as unknown for 10 seconds", async () => {
    const { lookup, time, reads } = newLookup();
    const key = entryKey.link("*", unique("slug"));
    expect(await lookup.link(key)).toBe("unknown");
    time.now += 9_999;
    expect(lookup.link(key)).toBe("unknown");
    expect([reads.mock.calls.length, (await lookupsSeen()).length]).toEqual([1, 1]);
    time.now += 1;
    expect(await lookup.link(key)).toBe("unknown");
    expect([reads.mock.calls.length, (await lookupsSeen()).length]).toEqual([2, 2]);
  });

  it("a thousand times a second reaches core at most 5 times", async () => {
    const { lookup, time } = newLookup({ get: vi.fn().mockResolvedValue(null) });
    for (let second = 1; second <= 3; second++) {
      const answers = await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => lookup.link(`l:*:scan-${second}-${index}`)),
      );
      expect(new Set(answers)).toEqual(new Set(["unknown"]));
      expect(await lookupsSeen()).toHaveLength(5 * second);
      time.now += 1_000;
    }
  });

  it("does not push known links out of memory", async () => {
    const { link, key } = await putLink();
    const { lookup } = newLookup();
    await lookup.link(key);
    await Promise.all(Array.from({ length: 1_200 }, (_, index) => lookup.link(`l:*:x${index}`)));
    expect(lookup.link(key)).toEqual(link);
  });

  it("asked for during a scan is asked again a second later, for it may be new", async () => {
    const { link } = newWorld();
    const key = entryKey.link("*", unique("slug"));
    await core.become({ entries: { [key]: link } });
    const { lookup, time } = newLookup({ get: vi.fn().mockResolvedValue(null) });
    for (let index = 0; index < 5; index++) await lookup.link(`l:*:scan-${index}`);
    expect(await lookup.link(key)).toBe("unknown");
    time.now += 1_000;
    expect(await lookup.link(key)).toEqual(link);
  });
});

describe("when KV fails", () => {
  it("core is asked, always", async () => {
    const { link } = newWorld();
    const keys = Array.from({ length: 20 }, () => entryKey.link("*", unique("slug")));
    await core.become({ entries: Object.fromEntries(keys.map((key) => [key, link])) });
    const { lookup } = newLookup(brokenKv());
    const answers = await Promise.all(keys.map((key) => lookup.link(key)));
    expect(answers).toEqual(keys.map(() => link));
  });

  it.each([
    ["throws at once", () => Promise.reject(new Error("down"))],
    ["holds something that is no entry", () => Promise.resolve({ version: "x" })],
    ["holds a value that was cut short", () => Promise.reject(new SyntaxError("JSON"))],
  ])("because it %s, core's answer is taken", async (_, get) => {
    const { link } = newWorld();
    const key = entryKey.link("*", unique("slug"));
    await core.become({ entries: { [key]: link } });
    const { lookup } = newLookup({ get: vi.fn(get) });
    expect(await lookup.link(key)).toEqual(link);
  });

  it("by never answering, core is asked after a while", async () => {
    vi.useFakeTimers();
    const { link } = newWorld();
    const key = entryKey.link("*", unique("slug"));
    const kv = { get: vi.fn(() => new Promise<never>(() => {})) };
    const asked = vi.fn().mockResolvedValue(link);
    const lookup = new LinkLookup({ kv, core: { lookup: asked }, now: () => 0 });
    const answer = lookup.link(key);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await answer).toEqual(link);
    vi.useRealTimers();
  });
});

describe("when everything behind memory fails", () => {
  it("the link that was known is served, however old, and core is not pressed", async () => {
    const { link, key } = await putLink();
    const get = vi.fn().mockResolvedValueOnce(link).mockRejectedValue(new Error("KV is down"));
    const { lookup, time } = newLookup({ get });
    await lookup.link(key);
    await core.become({ failing: true });
    time.now += 3_600_000;
    expect(await lookup.link(key)).toEqual(link);
    expect(lookup.link(key)).toEqual(link);
    time.now += 86_400_000;
    expect(await lookup.link(key)).toEqual(link);
    expect(await lookupsSeen()).toHaveLength(2);
  });

  it("one that was not known is unavailable, not unknown", async () => {
    await core.become({ failing: true });
    const { lookup } = newLookup(brokenKv());
    expect(await lookup.link(entryKey.link("*", unique("slug")))).toBe("unavailable");
  });

  it("a link that core says is gone is gone", async () => {
    const { link, key } = await putLink();
    const get = vi.fn().mockResolvedValueOnce(link).mockResolvedValue(null);
    const { lookup, time } = newLookup({ get });
    await lookup.link(key);
    time.now += 30_000;
    expect(await lookup.link(key)).toBe("unknown");
  });
});

describe("affiliates and programs", () => {
  it("are kept apart from links and from each other", async () => {
    const { program, affiliate, link } = newWorld();
    const entries = entriesOf({ program, affiliate, link }, "l:*:x");
    await core.become({ entries });
    const { lookup } = newLookup(brokenKv());
    expect(await lookup.program(program.id)).toEqual(program);
    expect(await lookup.affiliate(affiliate.id)).toEqual(affiliate);
    expect(await lookup.affiliate(program.id)).toBe("unknown");
  });
});

describe("a link by its id", () => {
  it("is asked of core at once, without a budget, then remembered", async () => {
    const links = Array.from({ length: 20 }, () => newWorld().link);
    const entries = links.map((link) => [entryKey.linkId(link.id), link]);
    await core.become({ entries: Object.fromEntries(entries) });
    const { lookup, reads } = newLookup();
    expect(await Promise.all(links.map((link) => lookup.linkById(link.id)))).toEqual(links);
    expect(links.map((link) => lookup.linkById(link.id))).toEqual(links);
    expect([reads.mock.calls.length, (await lookupsSeen()).length]).toEqual([0, 20]);
  });
});

describe("a redirect", () => {
  it("of a link that only core knows works, with a token", async () => {
    const world = newWorld();
    const slug = unique("slug");
    await core.become({ entries: entriesOf(world, entryKey.link("*", slug)) });
    expect(tokenIn(await send(`/r/${slug}`))).toMatch(/^[\w-]{64}$/);
  });

  it("that nobody can look up says to try again", async () => {
    await core.become({ failing: true });
    const response = await send(`/r/${unique("slug")}`);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
  });
});
