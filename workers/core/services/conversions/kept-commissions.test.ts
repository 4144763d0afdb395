import { describe, expect, it } from "vitest";
import { NOON, testCommission, testRun, testWorld } from "../../testing/run.ts";
import { besideKept } from "./kept-commissions.ts";
import type { CommissionRow } from "./world.ts";

const of = (own: Partial<CommissionRow>) => testCommission(own);
const run = () => testRun(testWorld());

describe("new commissions beside those that were kept", () => {
  it("are all booked where nothing was kept", () => {
    const fresh = [of({}), of({ affiliateId: "aff_2" })];
    expect(besideKept(run(), fresh, [])).toEqual({ booked: fresh, kept: [] });
  });

  it("stand beside what another affiliate was paid", () => {
    const [fresh, paid] = [[of({ affiliateId: "aff_2" })], [of({ state: "paid" })]];
    expect(besideKept(run(), fresh, paid)).toEqual({ booked: fresh, kept: paid });
  });

  it.each([
    ["item", { itemKey: "1" }],
    ["reward", { rewardId: "rew_2" }],
    ["level", { level: 2 }],
  ])("stand beside what the same affiliate was paid for another %s", (_, own) => {
    const [fresh, paid] = [[of({})], [of({ state: "paid", ...own })]];
    expect(besideKept(run(), fresh, paid).booked).toEqual(fresh);
  });

  it("are not booked where the affiliate was paid for the same already", () => {
    const paid = of({ state: "paid", amount: 700 });
    expect(besideKept(run(), [of({ amount: 900 })], [paid])).toEqual({ booked: [], kept: [paid] });
  });

  it("of a recruiter are then the children of the one that was paid", () => {
    const paid = of({ state: "paid" });
    const first = of({});
    const second = of({ level: 2, affiliateId: "aff_2", rewardId: "rew_2", parentId: first.id });
    const { booked } = besideKept(run(), [first, second], [paid]);
    expect(booked).toEqual([{ ...second, parentId: paid.id }]);
  });

  it.each(["rejected", "reversed"] as const)("take the place of one that was %s", (state) => {
    const deciding = run();
    const old = of({ state, version: 4 });
    const fresh = [of({})];
    expect(besideKept(deciding, fresh, [old])).toEqual({ booked: fresh, kept: [] });
    expect(deciding.changes.superseded).toEqual([{ id: old.id, fromVersion: 4, at: NOON }]);
    expect(deciding.changes.mirrors).toEqual([]);
  });

  it("leave a rejected one of another affiliate to be seen", () => {
    const old = of({ state: "rejected", affiliateId: "aff_9" });
    expect(besideKept(run(), [of({})], [old]).kept).toEqual([old]);
  });
});
