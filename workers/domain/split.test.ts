import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWeighted } from "./split.ts";

const TOP = 2 ** 32 - 1;
const weighted = (...weights: number[]) =>
  weights.map((weight, index) => ({ destination: `d${index}`, weight }));

describe("a split", () => {
  it.each([
    ["one destination takes everybody", weighted(1), TOP, "d0"],
    ["the lowest hash falls on the first", weighted(1, 1), 0, "d0"],
    ["just below the half falls on the first", weighted(1, 1), 2 ** 31 - 1, "d0"],
    ["the half falls on the second", weighted(1, 1), 2 ** 31, "d1"],
    ["the highest hash falls on the last", weighted(1, 1), TOP, "d1"],
    ["a weight of 90 takes nine of ten", weighted(90, 10), Math.floor(TOP * 0.899), "d0"],
    ["and the rest goes to the other", weighted(90, 10), Math.ceil(TOP * 0.901), "d1"],
    ["a weight of zero takes nobody, also at the end", weighted(0, 1, 0), TOP, "d1"],
    ["a negative weight takes nobody", weighted(-5, 1), 0, "d1"],
    ["no destination", weighted(), 5, null],
    ["no weight at all", weighted(0, 0), 5, null],
  ])("%s", (_, split, hash, chosen) => {
    expect(chooseWeighted(split, hash)).toBe(chosen);
  });

  it("gives every destination its share", () => {
    const positive = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(positive, (weights) => {
        const split = weighted(...weights);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const counts = new Map<string | null, number>();
        const steps = 2_000;
        for (let step = 0; step < steps; step++) {
          const chosen = chooseWeighted(split, Math.floor((step / steps) * 2 ** 32));
          counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
        }
        for (const { destination, weight } of split) {
          const expected = (weight / total) * steps;
          expect(Math.abs((counts.get(destination) ?? 0) - expected)).toBeLessThanOrEqual(1.001);
        }
      }),
      { numRuns: 30 },
    );
  });
});
