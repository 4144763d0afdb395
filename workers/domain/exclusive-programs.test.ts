import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProgramClaim, winningTouchAcrossPrograms } from "./exclusive-programs.ts";

function claim(
  name: string,
  via: ProgramClaim["via"],
  touchAt: number,
  attributionModel: ProgramClaim["attributionModel"] = "last",
): ProgramClaim {
  return { programId: `prog_${name}`, via, touchAt, attributionModel };
}

describe("two programs credited for one order: the program of the winning touch", () => {
  it.each<[string, ProgramClaim[], string | null]>([
    ["nobody claims it", [], null],
    ["one claims it", [claim("a", "click", 1)], "prog_a"],
    ["the last click", [claim("a", "click", 1), claim("b", "click", 2)], "prog_b"],
    [
      "the first click, where both go by first touch",
      [claim("a", "click", 1, "first"), claim("b", "click", 2, "first")],
      "prog_a",
    ],
    [
      "the last click, where they differ",
      [claim("a", "click", 1, "first"), claim("b", "click", 2)],
      "prog_b",
    ],
    [
      "a coupon at the event, after a click",
      [claim("a", "click", 1), claim("b", "coupon", 9)],
      "prog_b",
    ],
    [
      "a binding before a later click",
      [claim("a", "binding", 1), claim("b", "click", 9)],
      "prog_a",
    ],
    ["the older binding", [claim("a", "binding", 5), claim("b", "binding", 2)], "prog_b"],
    ["a person's word", [claim("a", "binding", 5), claim("b", "manual", 9)], "prog_b"],
    ["a person's latest word", [claim("a", "manual", 5), claim("b", "manual", 9)], "prog_b"],
    ["equal in all: the smaller id", [claim("b", "click", 1), claim("a", "click", 1)], "prog_a"],
  ])("%s", (_, claims, winner) => {
    expect(winningTouchAcrossPrograms(claims)).toBe(winner);
  });

  it("does not depend on the order in which programs were asked", () => {
    const anyClaim = fc.record({
      programId: fc.constantFrom("prog_a", "prog_b", "prog_c", "prog_d"),
      via: fc.constantFrom("manual", "binding", "coupon", "click"),
      touchAt: fc.integer({ min: 0, max: 3 }),
      attributionModel: fc.constantFrom("first", "last"),
    });
    const claims = fc.uniqueArray(anyClaim, { selector: (one) => one.programId });
    fc.assert(
      fc.property(claims, (several) => {
        expect(winningTouchAcrossPrograms([...several].reverse())).toBe(
          winningTouchAcrossPrograms(several),
        );
      }),
    );
  });
});
