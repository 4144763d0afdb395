import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { counts, makeCounted } from "../testing/clicks.ts";

const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Counted = Awaited<ReturnType<typeof makeCounted>>;

const rowsOf = ({ counter }: Counted) =>
  runInDurableObject(counter(), (_, { storage }) =>
    storage.sql.exec("select packs, clicks from rows order by n").toArray(),
  );

async function archived({ affiliate, program }: Counted): Promise<Record<string, unknown>[]> {
  const { objects } = await env.ARCHIVE.list({ prefix: `clicks/${program.id}/${affiliate.id}/` });
  const texts = await Promise.all(
    objects.map(async ({ key }) => {
      const body = (await env.ARCHIVE.get(key))?.body;
      const plain = body?.pipeThrough(new DecompressionStream("gzip"));
      return await new Response(plain).text();
    }),
  );
  return texts.flatMap((text) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
}

describe("raw clicks", () => {
  it("stay as long as an attribution may ask for them", async () => {
    const sample = await makeCounted();
    const at = Date.now();
    await sample.counter().record([sample.pack({ at, nonce: "n1" })]);
    vi.setSystemTime(Date.now() + 179 * DAY);
    await runDurableObjectAlarm(sample.counter());
    expect(await archived(sample)).toEqual([]);
    expect(await sample.counter().findClick(at, "n1")).not.toBeNull();
  });

  it("stay longer where the program's window is longer", async () => {
    const sample = await makeCounted({ program: { settings: { clickWindowDays: 365 } } });
    await sample.counter().record([sample.pack({})]);
    vi.setSystemTime(Date.now() + 300 * DAY);
    await runDurableObjectAlarm(sample.counter());
    expect(await archived(sample)).toEqual([]);
  });

  it("then move to R2 without their visitors, and the counts stay", async () => {
    const sample = await makeCounted();
    const at = Date.now();
    await sample.counter().record([sample.pack({ at, nonce: "n1", country: "DE" }, { at })]);
    await sample.counter().record([sample.pack({ at })]);
    vi.setSystemTime(Date.now() + 183 * DAY);
    await runDurableObjectAlarm(sample.counter());
    const clicks = await archived(sample);
    expect(clicks).toHaveLength(3);
    expect(clicks).toContainEqual({ link: sample.link.id, at, nonce: "n1", country: "DE" });
    expect(await rowsOf(sample)).toEqual([]);
    expect(await sample.counter().findClick(at, "n1")).toBeNull();
    expect((await sample.counter().totals()).live.all).toEqual(counts(3));
  });

  it("are written to the same object again when the move was cut off", async () => {
    const sample = await makeCounted();
    await sample.counter().record([sample.pack({}), sample.pack({})]);
    vi.setSystemTime(Date.now() + 183 * DAY);
    const put = vi.spyOn(Object.getPrototypeOf(env.ARCHIVE), "put");
    put.mockRejectedValueOnce(new Error("R2 is down"));
    await runDurableObjectAlarm(sample.counter());
    expect(await rowsOf(sample)).toHaveLength(1);
    await runDurableObjectAlarm(sample.counter());
    expect(new Set(put.mock.calls.map(([key]) => key)).size).toBe(1);
    expect(await archived(sample)).toHaveLength(2);
  });
});
