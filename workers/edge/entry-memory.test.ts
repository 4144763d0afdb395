import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EntryMemory, REFRESH_MS } from "./entry-memory.ts";

const FRESH_MS = 30_000;
const newMemory = (limit = 3) => new EntryMemory<string>(limit, FRESH_MS);

describe("an entry in memory", () => {
  it.each([
    ["at once", 0, "a"],
    ["just before its time is over", FRESH_MS - 1, "a"],
    ["when its time is over", FRESH_MS, undefined],
  ])("is fresh %s", (_, later, value) => {
    const memory = newMemory();
    memory.put("k", "a", 1_000);
    expect(memory.fresh("k", 1_000 + later)).toBe(value);
    expect(memory.stale("k")).toBe("a");
  });

  it("is renewed by one request while the others are served the old one", () => {
    const memory = newMemory();
    memory.put("k", "a", 0);
    expect(memory.renew("k", FRESH_MS)).toBe("a");
    expect(memory.fresh("k", FRESH_MS + 1)).toBe("a");
    expect(memory.fresh("k", FRESH_MS + REFRESH_MS)).toBeUndefined();
  });

  it("is served until it is twice as old, however often it is renewed in vain", () => {
    const memory = newMemory();
    memory.put("k", "a", 0);
    const last = 2 * FRESH_MS - 1;
    for (let now = FRESH_MS; now <= last; now += REFRESH_MS) {
      expect(memory.renew("k", now)).toBe("a");
    }
    expect(memory.fresh("k", last)).toBe("a");
    expect([memory.fresh("k", last + 1), memory.renew("k", last + 1)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(memory.stale("k")).toBe("a");
  });

  it("that nobody knows cannot be renewed", () => {
    expect(newMemory().renew("k", 0)).toBeUndefined();
  });

  it("makes room for newer ones", () => {
    const memory = newMemory();
    for (const key of ["a", "b", "c"]) memory.put(key, key, 0);
    memory.put("a", "a2", 0);
    memory.put("d", "d", 0);
    expect(["a", "b", "c", "d"].map((key) => memory.stale(key))).toEqual([
      "a2",
      undefined,
      "c",
      "d",
    ]);
  });

  it("is gone when removed", () => {
    const memory = newMemory();
    memory.put("k", "a", 0);
    memory.remove("k");
    expect([memory.stale("k"), memory.size]).toEqual([undefined, 0]);
  });

  it("never makes more than the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 2 })),
        fc.integer({ min: 1, max: 9 }),
        (keys, limit) => {
          const memory = newMemory(limit);
          for (const key of keys) memory.put(key, key, 0);
          expect(memory.size).toBe(Math.min(limit, new Set(keys).size));
          const last = keys.at(-1);
          if (last !== undefined) expect(memory.fresh(last, 1)).toBe(last);
        },
      ),
    );
  });
});
