import { describe, expect, it } from "vitest";
import { AFFILIATE_STEPS, type AffiliateStep, stateAfter } from "./affiliate-step.ts";
import { AFFILIATE_STATES, type AffiliateState } from "./states.ts";

/** Rows: the step; columns: what it makes of applied, active, suspended, left, banned. `-`: impossible. */
const TABLE: readonly [AffiliateStep, string][] = [
  ["approve", "active same - active -"],
  ["reject", "applied - - left -"],
  ["suspend", "- suspended same - -"],
  ["reinstate", "- same active - active"],
  ["ban", "banned banned banned banned same"],
  ["leave", "left left - same -"],
];

const cases = TABLE.flatMap(([step, row]) =>
  row
    .split(" ")
    .map((to, index): [AffiliateStep, AffiliateState, string] => [
      step,
      AFFILIATE_STATES[index] ?? "applied",
      to === "-" ? "impossible" : to,
    ]),
);

describe("a step of a membership", () => {
  it.each(cases)("%s from %s: %s", (step, state, expected) => {
    expect(stateAfter(step, state)).toBe(expected);
  });

  it("is in the table, whichever it is", () => {
    expect(TABLE.map(([step]) => step)).toEqual([...AFFILIATE_STEPS]);
    expect(cases).toHaveLength(AFFILIATE_STEPS.length * AFFILIATE_STATES.length);
  });

  it("never leads back to having only applied", () => {
    const reached = cases.filter(([, from, to]) => to === "applied" && from !== "applied");
    expect(reached).toEqual([]);
  });

  it("does not let somebody under review leave, and be paid as in good standing", () => {
    expect(stateAfter("leave", "suspended")).toBe("impossible");
    expect(stateAfter("leave", "banned")).toBe("impossible");
  });
});
