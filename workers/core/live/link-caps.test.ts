import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeCounted } from "../testing/clicks.ts";
import { refuseD1 } from "../testing/failing-d1.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const CAP = 3;

async function makeCapped() {
  const sample = await makeCounted({ link: { clickCap: CAP } });
  const linkRow = () =>
    env.DB.prepare("select cap_reached_at as reachedAt, version from links where id = ?")
      .bind(sample.link.id)
      .first<{ reachedAt: number | null; version: number }>();
  /** What the edge reads. */
  const entry = () => env.LINKS.get<{ overCap: boolean }>(`l:*:${sample.link.slug}`, "json");
  return { ...sample, linkRow, entry, one: () => sample.pack({ cap: CAP }) };
}

describe("a link with a click cap", () => {
  it("stays open below it", async () => {
    const { counter, one, linkRow } = await makeCapped();
    await counter().record([one(), one()]);
    await runDurableObjectAlarm(counter());
    expect(await linkRow()).toEqual({ reachedAt: null, version: 1 });
  });

  it("is closed once when it is reached, whatever comes again", async () => {
    const { counter, one, linkRow, entry } = await makeCapped();
    const packs = [one(), one(), one()];
    await counter().record(packs);
    await runDurableObjectAlarm(counter());
    await vi.waitFor(async () => expect((await entry())?.overCap).toBe(true));
    expect(await linkRow()).toEqual({ reachedAt: expect.any(Number), version: 2 });
    await counter().record([...packs, one()]);
    await runDurableObjectAlarm(counter());
    await evictDurableObject(counter());
    await counter().record([one()]);
    await runDurableObjectAlarm(counter());
    expect((await linkRow())?.version).toBe(2);
  });

  it("is closed after D1 has recovered, and after an eviction", async () => {
    const { counter, one, linkRow } = await makeCapped();
    await counter().record([one(), one(), one()]);
    const recover = refuseD1();
    await runDurableObjectAlarm(counter());
    recover();
    expect((await linkRow())?.reachedAt).toBeNull();
    await evictDurableObject(counter());
    await counter().totals();
    await runDurableObjectAlarm(counter());
    expect((await linkRow())?.reachedAt).not.toBeNull();
  });

  it("counts what comes beyond it, marked", async () => {
    const { counter, one, pack, affiliate } = await makeCapped();
    await counter().record([one(), one(), one(), one(), pack({ overCap: true })]);
    await counter().flush();
    const row = await env.DB.prepare(
      "select clicks, over_cap as overCap from click_days where affiliate_id = ?",
    )
      .bind(affiliate.id)
      .first();
    expect(row).toEqual({ clicks: 5, overCap: 2 });
  });

  it("is not used up by bots, prefetches, or clicks in test mode", async () => {
    const { counter, pack, linkRow } = await makeCapped();
    const cap = CAP;
    await counter().record([
      pack(
        ...(["bot", "preview", "prefetch", "head"] as const).map((flag) => ({ cap, flag })),
        ...Array.from({ length: 4 }, () => ({ cap, mode: "test" as const })),
      ),
    ]);
    await runDurableObjectAlarm(counter());
    expect((await linkRow())?.reachedAt).toBeNull();
  });
});
