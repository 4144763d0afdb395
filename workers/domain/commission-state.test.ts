import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  COMMISSION_STATES,
  type CommissionState,
  type Fate,
  fateOf,
  owedOf,
  type Redecision,
} from "./commission-state.ts";

const states = fc.constantFrom(...COMMISSION_STATES);
const REPORT: Redecision = { by: "report" };
const REJECTION: Redecision = { by: "rejection" };
const MOVE: Redecision = { by: "reattribution", recover: false };
const RECOVER: Redecision = { by: "reattribution", recover: true };

describe("what is owed of a commission", () => {
  it.each<[what: string, state: CommissionState, reversed: number, owed: number]>([
    ["all of one that waits", "pending", 0, 1_000],
    ["all of one that may be paid", "payable", 0, 1_000],
    ["all of one that was paid: the affiliate has it", "paid", 0, 1_000],
    ["what a refund left", "payable", 300, 700],
    ["nothing of one that was reversed whole", "reversed", 1_000, 0],
    ["nothing of one that was rejected", "rejected", 0, 0],
  ])("%s", (_, state, reversed, owed) => {
    expect(owedOf({ state, amount: 1_000, reversed })).toBe(owed);
  });
});

describe("what a new decision makes of a commission", () => {
  it.each<
    [state: CommissionState, report: Fate, rejection: Fate, reattribution: Fate, recovering: Fate]
  >([
    ["pending", "supersede", "reject", "supersede", "supersede"],
    ["payable", "supersede", "reject", "supersede", "supersede"],
    ["paid", "supersede", "keep", "keep", "recover"],
    ["rejected", "keep", "keep", "keep", "keep"],
    ["reversed", "supersede", "keep", "keep", "keep"],
  ])("%s: a report %s, a rejection %s, a move %s, with recovery %s", (state, ...fates) => {
    const made = [REPORT, REJECTION, MOVE, RECOVER].map((one) => fateOf(state, true, one));
    expect(made).toEqual(fates);
  });

  it("leaves what an earlier decision by hand left with somebody, whatever comes", () => {
    fc.assert(
      fc.property(
        states,
        fc.constantFrom(REPORT, REJECTION, MOVE, RECOVER),
        (state, redecision) => {
          expect(fateOf(state, false, redecision)).toBe("keep");
        },
      ),
    );
  });

  it("takes nothing back that was paid unless a person says so", () => {
    expect([REJECTION, MOVE].map((one) => fateOf("paid", true, one))).toEqual(["keep", "keep"]);
  });
});
