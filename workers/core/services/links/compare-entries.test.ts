import { env } from "cloudflare:workers";
import { eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { links } from "../../../db/schema/links.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { compareLinks, rebuildLinks } from "../../cron/compare-links.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import { compareEntries, LINKS_PER_PAGE } from "./compare-entries.ts";

const db = openDb(env.DB);
const keysInKv = async () => (await env.LINKS.list()).keys.map(({ name }) => name).sort();
const entry = (key: string) => env.LINKS.get<Record<string, unknown>>(key, "json");

/** A context later than any write of an earlier test, so that no key is busy. */
let at = Date.now();
const later = () => {
  at += 60_000;
  return testContext({}, at);
};

beforeEach(async () => {
  for (const key of await keysInKv()) await env.LINKS.delete(key);
  await db.delete(outbox);
});

describe("the nightly comparison", () => {
  it("fills an empty namespace, and then finds nothing to do", async () => {
    const { link, affiliate, program } = await makeSample(db);
    const first = await compareLinks.run(later());
    expect(first).toMatchObject({ stale: 0, stray: 0, failed: 0 });
    expect(first.missing).toBe(first.compared);
    expect(await keysInKv()).toEqual(
      expect.arrayContaining([
        entryKey.link("*", link.slug),
        entryKey.affiliate(affiliate.id),
        entryKey.program(program.id),
      ]),
    );
    expect(await compareLinks.run(later())).toMatchObject({
      missing: 0,
      stale: 0,
      stray: 0,
      sent: 0,
    });
  });

  it("writes what is missing", async () => {
    const { affiliate } = await makeSample(db);
    await compareLinks.run(later());
    await env.LINKS.delete(entryKey.affiliate(affiliate.id));
    expect(await compareLinks.run(later())).toMatchObject({
      missing: 1,
      stale: 0,
      stray: 0,
      sent: 1,
    });
    expect(await entry(entryKey.affiliate(affiliate.id))).toMatchObject({ id: affiliate.id });
  });

  it.each([
    ["older than its row", 1, 2],
    ["newer than its row, as after a restore of D1", 9, 1],
  ])("mends what is %s", async (_, inKv, inD1) => {
    const { link } = await makeSample(db);
    await compareLinks.run(later());
    const key = entryKey.link("*", link.slug);
    await env.LINKS.put(key, '{"destination":"https://old.example"}', {
      metadata: { version: inKv },
    });
    await db.update(links).set({ version: inD1 }).where(eq(links.id, link.id));
    expect(await compareLinks.run(later())).toMatchObject({
      missing: 0,
      stale: 1,
      stray: 0,
      sent: 1,
    });
    expect(await entry(key)).toMatchObject({ version: inD1, destination: "https://shop.example/" });
  });

  it("mends what carries no version", async () => {
    const { program } = await makeSample(db);
    await compareLinks.run(later());
    await env.LINKS.put(entryKey.program(program.id), "{}");
    expect(await compareLinks.run(later())).toMatchObject({ stale: 1, sent: 1 });
    expect(await entry(entryKey.program(program.id))).toMatchObject({ version: 1 });
  });

  it("removes strays of every kind, and nothing that is not ours", async () => {
    await makeSample(db);
    await compareLinks.run(later());
    const known = await keysInKv();
    const strays = [
      entryKey.link("*", "deleted-long-ago"),
      entryKey.code("prog_00000000000000000000000000", "nobody"),
      entryKey.affiliate("aff_00000000000000000000000000"),
      entryKey.program("prog_00000000000000000000000000"),
    ];
    for (const key of strays) await env.LINKS.put(key, "{}", { metadata: { version: 1 } });
    await env.LINKS.put("somebody-elses", "kept");
    expect(await compareLinks.run(later())).toMatchObject({ stray: 4, sent: 4, failed: 0 });
    expect(await keysInKv()).toEqual([...known, "somebody-elses"].sort());
  });

  it("goes through many links page by page, and leaves what one sweep cannot take to the next", async () => {
    const { link } = await makeSample(db);
    const many = Array.from({ length: LINKS_PER_PAGE + 20 }, (_, index) => ({
      ...link,
      id: `link_${String(index).padStart(26, "0")}`,
      slug: `many-${index}`,
    }));
    const batch = new WriteBatch(db);
    batch.insert(links, many);
    await batch.commit();
    const report = await compareEntries(later());
    const asked = await db.select({ id: outbox.subjectId }).from(outbox);
    expect(report.missing).toBe(report.compared);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(report.missing);
    for (const { id } of many) expect(asked).toContainEqual({ id });
    await db.delete(links).where(like(links.slug, "many-%"));
  });
});

describe("a rebuild", () => {
  it("writes every entry again, also where the version agrees", async () => {
    const { link } = await makeSample(db);
    const key = entryKey.link("*", link.slug);
    await env.LINKS.put(key, '{"spoiled":true}', { metadata: { version: 1 } });
    const report = await rebuildLinks.run(later());
    expect(report.sent).toBe(report.compared);
    expect(await entry(key)).toMatchObject({ id: link.id });
  });
});
