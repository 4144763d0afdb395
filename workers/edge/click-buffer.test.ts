import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  type Click,
  type ClickPack,
  PACK_BYTES_MAX,
  PACK_CLICKS_MAX,
} from "../contract/edge/click-pack.ts";
import { ClickBuffer, clickBytesAtMost, cutIntoPacks } from "./click-buffer.ts";

const WINDOW_MS = 1_000;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
const id = (prefix: string) => `${prefix}_${"0".repeat(26)}`;

const clickOf = (changes: Partial<Click> = {}): Click => ({
  link: id("link"),
  program: id("prog"),
  affiliate: id("aff"),
  at: 1_700_000_000_000,
  nonce: "AAAAAAAAAAA",
  visitor: "AAAAAAAAAAA",
  ...changes,
});

/** A buffer in a world where timers are kept in a list, and owners may die with theirs. */
function newBuffer() {
  const packs: ClickPack[] = [];
  const timers: { at: number; owner: number; fire: () => void }[] = [];
  const dead = new Set<number>();
  let now = 0;
  let owner = 0;
  let ids = 0;
  let recorded = 0;
  const buffer = new ClickBuffer<Click>({
    windowMs: WINDOW_MS,
    now: () => now,
    wait: (ms) => {
      const of = owner;
      return new Promise<void>((fire) => timers.push({ at: now + ms, owner: of, fire }));
    },
    newPackId: () => `pack_${++ids}`,
    record: async (click) => {
      recorded += 1;
      return click;
    },
    deliver: async (pack) => {
      packs.push(pack);
    },
  });
  return {
    packs,
    timers,
    recorded: () => recorded,
    /** A request of its own adds a click; it is the `number`th owner. */
    add(click: Click): number {
      owner += 1;
      buffer.add(click, { waitUntil: () => {} });
      return owner;
    },
    kill: (who: number) => dead.add(who),
    /** Lets time pass; timers of the living fire when they are due. */
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        const next = timers[0];
        if (next === undefined || next.at > until) break;
        timers.shift();
        now = next.at;
        if (!dead.has(next.owner)) next.fire();
        // Until all that it set off is done: nothing of it waits for anything outside.
        await new Promise<void>((done) => setTimeout(done));
      }
      now = until;
    },
    setClock(at: number) {
      now = at;
    },
  };
}

describe("clicks of an isolate", () => {
  it("leave in one pack when the window is over", async () => {
    const world = newBuffer();
    for (let count = 0; count < 10; count++) world.add(clickOf());
    await world.pass(WINDOW_MS - 1);
    expect(world.packs).toEqual([]);
    await world.pass(1);
    expect(world.packs.map((pack) => pack.clicks.length)).toEqual([10]);
  });

  it("need a timer only every quarter of the window", async () => {
    const world = newBuffer();
    for (let step = 0; step < WINDOW_MS / 4; step++) {
      world.add(clickOf());
      await world.pass(4);
    }
    expect(world.timers.length + world.packs.length).toBeLessThanOrEqual(5);
  });

  it("leave at once when there are as many as a pack holds", async () => {
    const world = newBuffer();
    for (let count = 0; count <= PACK_CLICKS_MAX; count++) world.add(clickOf({ at: 0 }));
    await world.pass(0);
    const packed = () => world.packs.reduce((sum, pack) => sum + pack.clicks.length, 0);
    expect(packed()).toBe(PACK_CLICKS_MAX);
    await world.pass(WINDOW_MS);
    expect(packed()).toBe(PACK_CLICKS_MAX + 1);
  });

  it("are recorded when their pack is made: no visitor waits for that", async () => {
    const world = newBuffer();
    for (let count = 0; count < PACK_CLICKS_MAX; count++) world.add(clickOf());
    expect(world.recorded()).toBe(0);
    await world.pass(0);
    expect(world.recorded()).toBe(PACK_CLICKS_MAX);
  });

  it("of one who died leave with the next timer, at most a quarter of the window later", async () => {
    const world = newBuffer();
    world.kill(world.add(clickOf()));
    await world.pass(WINDOW_MS / 4);
    world.add(clickOf());
    await world.pass(WINDOW_MS);
    expect(world.packs.map((pack) => pack.clicks.length)).toEqual([2]);
  });

  it("leave although the clock was set back", async () => {
    const world = newBuffer();
    world.setClock(9_000_000);
    world.kill(world.add(clickOf()));
    world.setClock(1_000);
    world.add(clickOf());
    await world.pass(WINDOW_MS);
    expect(world.packs.map((pack) => pack.clicks.length)).toEqual([2]);
  });

  it("are in a pack that nobody can change", async () => {
    const world = newBuffer();
    world.add(clickOf());
    await world.pass(WINDOW_MS);
    const [pack] = world.packs;
    expect(Object.isFrozen(pack) && Object.isFrozen(pack?.clicks)).toBe(true);
  });

  it("are each in exactly one pack, within the limits, none older than the window and a quarter", async () => {
    const text = fc.string({ maxLength: 512, unit: "binary" });
    const anyClick = fc.record(
      {
        ua: text,
        referrer: fc.string({ maxLength: 256, unit: "binary" }),
        sub: fc.array(fc.string({ maxLength: 64, unit: "binary" }), { maxLength: 5 }),
        city: fc.constantFrom("Berlin", "São Paulo", "東京"),
      },
      { requiredKeys: [] },
    );
    const step = fc.record({
      wait: fc.nat(400),
      clicks: fc.nat(120),
      like: anyClick,
      dies: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const world = newBuffer();
        let added = 0;
        for (const { wait, clicks, like, dies } of steps) {
          for (let count = 0; count < clicks; count++) {
            const owner = world.add(clickOf({ ...like, nonce: String(added++) }));
            if (dies && count === 0) world.kill(owner);
          }
          await world.pass(wait);
        }
        world.add(clickOf({ nonce: String(added++) }));
        await world.pass(WINDOW_MS / 4);
        world.add(clickOf({ nonce: String(added++) }));
        await world.pass(2 * WINDOW_MS);
        const nonces = world.packs.flatMap((pack) => pack.clicks.map((click) => click.nonce));
        expect(nonces).toEqual(Array.from({ length: added }, (_, index) => String(index)));
        expect(new Set(world.packs.map((pack) => pack.id)).size).toBe(world.packs.length);
        for (const pack of world.packs) {
          expect(pack.clicks.length).toBeLessThanOrEqual(PACK_CLICKS_MAX);
          expect(bytesOf(pack)).toBeLessThanOrEqual(PACK_BYTES_MAX);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("clicks cut into packs", () => {
  it("are none when there are none", () => {
    expect(cutIntoPacks([])).toEqual([]);
  });

  it("fill one pack after the other", () => {
    const clicks = Array.from({ length: PACK_CLICKS_MAX }, (_, at) =>
      clickOf({ at, ua: "Mozilla/5.0 ".repeat(20) }),
    );
    const packs = cutIntoPacks(clicks);
    expect(packs.flat()).toEqual(clicks);
    expect(packs.length).toBeGreaterThan(1);
    for (const pack of packs.slice(0, -1)) {
      expect(bytesOf(pack)).toBeGreaterThan(PACK_BYTES_MAX * 0.8);
      expect(bytesOf(pack)).toBeLessThan(PACK_BYTES_MAX);
    }
  });
});

describe("the size of a click", () => {
  const full = clickOf({
    mode: "test",
    country: "DE",
    region: "Île-de-France",
    city: "東京",
    ua: 'a"\\\u0000',
    referrer: "blog.example/x",
    sub: ["a", "", "\u0007"],
    utm: { source: "mail", campaign: '"' },
    flag: "prefetch",
    reason: "prefetch",
    refused: "destination_not_allowed",
    overCap: true,
    cap: 9_007_199_254_740_991,
    via: "code",
    shown: true,
  });
  it.each([
    ["that has only what each has", clickOf()],
    ["that has everything", full],
    ["that is to be checked", clickOf({ unchecked: true })],
    ["in a strange alphabet", clickOf({ ua: "\u{1F600}".repeat(256) })],
    ["with half of a character", clickOf({ ua: "\ud800".repeat(512) })],
  ])("%s is never underestimated", (_, click) => {
    expect(clickBytesAtMost(click)).toBeGreaterThanOrEqual(bytesOf(click) + 1);
  });

  it("of a usual kind is not much overestimated, so that packs are full", () => {
    const click = clickOf({ country: "DE", city: "Berlin", ua: "Mozilla/5.0 (X11) ".repeat(7) });
    expect(clickBytesAtMost(click)).toBeLessThan(bytesOf(click) * 1.2);
  });
});

it("a real timer sends what was added", async () => {
  const deliver = vi.fn<(pack: ClickPack) => Promise<void>>().mockResolvedValue();
  const buffer = new ClickBuffer<Click>({
    windowMs: 20,
    now: () => Date.now(),
    wait: (ms) => scheduler.wait(ms),
    newPackId: () => "pack_1",
    record: async (click) => click,
    deliver,
  });
  buffer.add(clickOf(), { waitUntil: () => {} });
  await vi.waitFor(() => expect(deliver).toHaveBeenCalledTimes(1));
});
