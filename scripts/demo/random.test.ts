import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoId } from "./demo-id.ts";
import { seededRandom } from "./random.ts";

describe("chance that always falls the same way", () => {
  it("gives the same series for the same seed, and another for another", () => {
    const series = (seed: number) => {
      const random = seededRandom(seed);
      return [random.next(), random.integer(0, 9), random.pick(["a", "b"]), random.bytes(3).join()];
    };
    expect(series(7)).toEqual(series(7));
    expect(series(7)).not.toEqual(series(8));
  });

  it("keeps integers within their limits and reaches both", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 5 }), (seed, width) => {
        const random = seededRandom(seed);
        const seen = new Set(Array.from({ length: 400 }, () => random.integer(3, 3 + width)));
        expect([...seen].sort()).toEqual(Array.from({ length: width + 1 }, (_, n) => 3 + n));
      }),
    );
  });

  it("weighs: three times the weight comes about three times as often", () => {
    const random = seededRandom(1);
    const often = Array.from({ length: 4_000 }, () =>
      random.weighted([
        ["often", 3],
        ["seldom", 1],
        ["never", 0],
      ]),
    );
    expect(often.filter((name) => name === "often").length / 4_000).toBeCloseTo(0.75, 1);
    expect(often).not.toContain("never");
  });
});

describe("ids of demo records", () => {
  it("are the same for the same name, and differ by name and kind", () => {
    expect(demoId("prog", "coffee", 1_000)).toBe(demoId("prog", "coffee", 1_000));
    expect(demoId("prog", "coffee", 1_000)).not.toBe(demoId("prog", "academy", 1_000));
    expect(demoId("prog", "coffee", 1_000)).toMatch(/^prog_[0-9a-z]{26}$/);
  });
});
