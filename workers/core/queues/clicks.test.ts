import {
  createExecutionContext,
  createMessageBatch,
  evictDurableObject,
  getQueueResult,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listDeadLetters } from "../services/dead-letters/list.ts";
import { counts, makeCounted } from "../testing/clicks.ts";
import { testContext } from "../testing/context.ts";
import { refuseD1 } from "../testing/failing-d1.ts";
import { consumeClicks } from "./clicks.ts";

const QUEUE = "trackdesk-clicks";

afterEach(() => {
  vi.restoreAllMocks();
});

let messages = 0;
async function deliver(bodies: readonly unknown[], attempts = 1) {
  const batch = createMessageBatch<unknown>(
    QUEUE,
    bodies.map((body) => {
      messages += 1;
      return { id: `message-${messages}`, timestamp: Date.now(), attempts, body };
    }),
  );
  const execution = createExecutionContext();
  const ctx = testContext();
  const delays: (number | undefined)[] = [];
  for (const message of batch.messages) {
    const retry = message.retry.bind(message);
    vi.spyOn(message, "retry").mockImplementation((options) => {
      delays.push(options?.delaySeconds);
      retry(options);
    });
  }
  await consumeClicks(batch, ctx);
  await ctx.settle();
  const result = await getQueueResult(batch, execution);
  return { acked: result.explicitAcks.length, retried: delays, ctx };
}

/** Two affiliates, each in its own program, whose clicks meet in one isolate's packs. */
async function makeTwo() {
  const [one, other] = [await makeCounted(), await makeCounted()];
  const mixed = () => ({ ...one.pack({}), clicks: [one.click(), other.click(), other.click()] });
  return { one, other, mixed };
}

describe("the queue of clicks", () => {
  it("takes a pack's clicks to their affiliates", async () => {
    const { one, other, mixed } = await makeTwo();
    expect(await deliver([mixed(), mixed()])).toMatchObject({ acked: 2, retried: [] });
    expect((await one.counter().totals()).live.all).toEqual(counts(2));
    expect((await other.counter().totals()).live.all).toEqual(counts(4));
  });

  it("calls a counter once for a batch, which stores one row", async () => {
    const { one } = await makeTwo();
    await deliver(Array.from({ length: 50 }, () => one.pack({}, {})));
    const rows = await runInDurableObject(one.counter(), (_, { storage }) =>
      storage.sql.exec("select count(*) as rows from rows").one(),
    );
    expect(rows).toEqual({ rows: 1 });
  });

  it("counts once what is delivered twice, in one batch or in two", async () => {
    const { one, mixed } = await makeTwo();
    const pack = mixed();
    await deliver([pack, pack]);
    await evictDurableObject(one.counter());
    await deliver([pack]);
    expect((await one.counter().totals()).live.all).toEqual(counts(1));
  });

  it("retries a pack of which one half was not recorded, and counts neither half twice", async () => {
    const { one, other, mixed } = await makeTwo();
    await one.counter().record([one.pack({})]);
    const pack = mixed();
    const recover = refuseD1();
    // The first affiliate's terms are known; the other's cannot be read.
    const refused = await deliver([pack, one.pack({})], 3);
    recover();
    expect(refused).toMatchObject({ acked: 1, retried: [8] });
    expect((await one.counter().totals()).live.all).toEqual(counts(3));
    expect(await deliver([pack])).toMatchObject({ acked: 1, retried: [] });
    expect((await one.counter().totals()).live.all).toEqual(counts(3));
    expect((await other.counter().totals()).live.all).toEqual(counts(2));
  });

  it("tries again at once with a new stub", async () => {
    const { one } = await makeTwo();
    const prototype = Object.getPrototypeOf(env.AFFILIATE_COUNTER);
    const getByName = vi.spyOn(prototype, "getByName").mockImplementationOnce(() => ({
      record: () => Promise.reject(new Error("the object was moved")),
    }));
    expect(await deliver([one.pack({})])).toMatchObject({ acked: 1 });
    expect(getByName.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect((await one.counter().totals()).live.all).toEqual(counts(1));
  });

  it("is not stopped by an affiliate whom nobody knows", async () => {
    const { one } = await makeTwo();
    const unknown = { ...one.click(), affiliate: "aff_00000000000000000000000000" };
    const pack = { ...one.pack({}), clicks: [one.click(), unknown] };
    const { acked, ctx } = await deliver([pack]);
    expect(acked).toBe(1);
    expect(ctx.logged).toContainEqual(
      expect.objectContaining({ event: "clicks.unknown_affiliate" }),
    );
    expect((await one.counter().totals()).live.all).toEqual(counts(1));
  });

  it("keeps what is no pack as a dead letter, and goes on", async () => {
    const { one } = await makeTwo();
    const ctx = testContext();
    const before = (await listDeadLetters(ctx)).letters.length;
    const { acked } = await deliver([
      null,
      "text",
      { id: "pack_1", at: 1, clicks: [{ link: "link_1" }] },
      { ...one.pack({}), clicks: [{ ...one.click(), sub: "abc" }] },
      one.pack({}),
    ]);
    expect(acked).toBe(5);
    const { letters } = await listDeadLetters(ctx);
    expect(letters.length - before).toBe(4);
    expect(letters.at(-1)).toMatchObject({ queue: QUEUE, reason: "pack.malformed" });
    expect((await one.counter().totals()).live.all).toEqual(counts(1));
  });

  it("lists a pack that is too old, and counts it nowhere", async () => {
    const { one } = await makeTwo();
    const old = { ...one.pack({}), at: Date.now() - 30 * 86_400_000 };
    expect(await deliver([old])).toMatchObject({ acked: 1 });
    const { letters } = await listDeadLetters(testContext());
    expect(letters).toContainEqual(expect.objectContaining({ reason: "pack.too_old" }));
    expect((await one.counter().totals()).live.all).toEqual(counts(0));
  });

  it("retries what cannot even be kept", async () => {
    vi.spyOn(Object.getPrototypeOf(env.ARCHIVE), "put").mockRejectedValue(new Error("R2 is down"));
    expect(await deliver(["nonsense"])).toMatchObject({ acked: 0, retried: [2] });
  });

  it("shows each program one sum a batch", async () => {
    const { one, other, mixed } = await makeTwo();
    const add = vi.fn(async () => {});
    vi.spyOn(Object.getPrototypeOf(env.PROGRAM_FEED), "getByName").mockImplementation(function (
      this: DurableObjectNamespace,
      name,
    ) {
      if (name === one.program.id || name === other.program.id) return { add };
      return this.get(this.idFromName(String(name)));
    });
    await deliver([mixed(), mixed()]);
    expect(add.mock.calls).toHaveLength(2);
    expect(add).toHaveBeenCalledWith({ live: counts(2), test: counts(0) });
    expect(add).toHaveBeenCalledWith({ live: counts(4), test: counts(0) });
  });
});
