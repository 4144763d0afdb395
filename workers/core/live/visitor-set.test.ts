import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VisitorSet } from "./visitor-set.ts";

const LINK = "live link_01m885m1p5fvvtr82ymqts2ha1";
const setOf = (visitors: Iterable<string>) => {
  const set = new VisitorSet();
  for (const visitor of visitors) set.add(visitor);
  return set;
};

describe("visitors of a day", () => {
  it("are none at first", () => {
    const set = new VisitorSet();
    expect([set.size, set.has(""), set.has("a")]).toEqual([0, false, false]);
  });

  it("are each known once they were added, and counted once", () => {
    const set = setOf(["a", "b", "a"]);
    expect([set.size, set.has("a"), set.has("b"), set.has("c")]).toEqual([2, true, true, false]);
  });

  it("of one link are not those of another, nor of another mode", () => {
    const set = setOf([`${LINK} AAAAAAAAAAA`]);
    expect(set.has(`${LINK} AAAAAAAAAAB`)).toBe(false);
    expect(set.has(`${LINK.replace("live", "test")} AAAAAAAAAAA`)).toBe(false);
    expect(set.has(`${LINK.replace(/1$/, "2")} AAAAAAAAAAA`)).toBe(false);
  });

  it("are remembered like in a set of texts, whoever they are", () => {
    const visitor = fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(visitor, { maxLength: 200 }), fc.array(visitor), (added, asked) => {
        const set = setOf(added);
        const known = new Set(added);
        expect(set.size).toBe(known.size);
        for (const one of [...added, ...asked]) expect(set.has(one)).toBe(known.has(one));
      }),
    );
  });

  it("by the hundred thousand take at most 22 bytes each, and none is taken for another", () => {
    const count = 200_000;
    const set = setOf(Array.from({ length: count }, (_, index) => `${LINK} ${index}`));
    expect(set.size).toBe(count);
    expect(set.has(`${LINK} ${count}`)).toBe(false);
    expect(set.bytes / count).toBeLessThanOrEqual(22);
  });
});
