import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RewardCap } from "./reward.ts";
import { applyCaps, type CapSubject, capKey, createTally } from "./reward-caps.ts";

const subject: CapSubject = {
  rewardId: "rwd_1",
  affiliateId: "aff_1",
  customerId: "cus_1",
  day: "2026-11-24",
};
const month = { kind: "calendar", unit: "month" } as const;
const perAffiliate: RewardCap = {
  scope: "affiliate",
  measure: "amount",
  period: month,
  limit: 10_000,
};
const perCustomer: RewardCap = {
  scope: "customer",
  measure: "count",
  period: { kind: "lifetime" },
  limit: 2,
};

describe("the counter of a cap", () => {
  it.each<[string, RewardCap, string]>([
    ["an affiliate in a month", perAffiliate, "cap:affiliate:rwd_1:aff_1:amount:2026-11"],
    ["a customer, ever", perCustomer, "cap:customer:rwd_1:cus_1:count:lifetime"],
    [
      "a reward in a day",
      { ...perAffiliate, scope: "reward", period: { kind: "calendar", unit: "day" } },
      "cap:reward:rwd_1:amount:2026-11-24",
    ],
    [
      "the program in a quarter",
      { ...perAffiliate, scope: "program", period: { kind: "calendar", unit: "quarter" } },
      "cap:program:all:amount:2026-Q4",
    ],
  ])("is that of %s", (_, cap, key) => {
    expect(capKey(cap, subject)).toBe(key);
  });

  it("is none for a customer who is not known", () => {
    expect(capKey(perCustomer, { ...subject, customerId: null })).toBeNull();
  });
});

describe("cutting to the caps", () => {
  const affiliateKey = capKey(perAffiliate, subject) ?? "";
  const customerKey = capKey(perCustomer, subject) ?? "";
  it.each([
    ["nothing used", 0, 0, 3_000, null],
    ["just enough left", 7_000, 1, 3_000, null],
    ["the part over the cap is cut", 8_000, 0, 2_000, null],
    ["used up", 10_000, 0, 0, "affiliate"],
    ["more than used up, since the cap was lowered", 12_000, 0, 0, "affiliate"],
    ["the count is used up", 0, 2, 0, "customer"],
  ])("%s", (_, used, count, expected, reached) => {
    const tally = createTally({ [affiliateKey]: used, [customerKey]: count });
    const capped = applyCaps(3_000, [perAffiliate, perCustomer], subject, "EUR", tally);
    expect(capped.amount).toBe(expected);
    expect(capped.reached).toBe(reached);
    expect(capped.steps.length).toBe(expected === 3_000 ? 0 : 1);
    expect(tally.changes()).toEqual(
      expected === 0
        ? []
        : [
            { key: affiliateKey, read: used, add: expected },
            { key: customerKey, read: count, add: 1 },
          ],
    );
  });

  it("says what was cut and why", () => {
    const tally = createTally({ [affiliateKey]: 8_000 });
    expect(applyCaps(3_000, [perAffiliate], subject, "EUR", tally).steps).toEqual([
      {
        code: "cap.cut",
        scope: "affiliate",
        measure: "amount",
        period: "2026-11",
        limit: 10_000,
        used: 8_000,
        before: 3_000,
        after: 2_000,
        currency: "EUR",
      },
    ]);
  });

  it("limits a single commission where the customer is not known, and counts nobody", () => {
    const cap: RewardCap = { ...perCustomer, measure: "amount", limit: 1_000 };
    const tally = createTally({});
    const capped = applyCaps(3_000, [cap], { ...subject, customerId: null }, "EUR", tally);
    expect(capped.amount).toBe(1_000);
    expect(tally.changes()).toEqual([]);
  });

  it("counts once where two caps look at the same counter", () => {
    const tally = createTally({});
    const tighter: RewardCap = { ...perAffiliate, limit: 500 };
    expect(applyCaps(3_000, [perAffiliate, tighter], subject, "EUR", tally).amount).toBe(500);
    expect(tally.changes()).toEqual([{ key: affiliateKey, read: 0, add: 500 }]);
  });

  it("sees what the same conversion used before", () => {
    const tally = createTally({ [affiliateKey]: 4_000 });
    const amounts = [5_000, 5_000, 5_000].map(
      (amount) => applyCaps(amount, [perAffiliate], subject, "EUR", tally).amount,
    );
    expect(amounts).toEqual([5_000, 1_000, 0]);
    expect(tally.changes()).toEqual([{ key: affiliateKey, read: 4_000, add: 6_000 }]);
  });

  it("is never exceeded and never negative, whatever comes", () => {
    const caps = fc.array(
      fc.record<RewardCap>({
        scope: fc.constantFrom("affiliate", "customer", "reward", "program"),
        measure: fc.constantFrom("count", "amount"),
        period: fc.constantFrom(month, { kind: "lifetime" } as const),
        limit: fc.nat({ max: 5_000 }),
      }),
      { maxLength: 5 },
    );
    const amounts = fc.array(fc.nat({ max: 3_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(caps, amounts, (limits, wanted) => {
        let stored: Record<string, number> = {};
        for (const amount of wanted) {
          const tally = createTally(stored);
          const capped = applyCaps(amount, limits, subject, "EUR", tally);
          expect(capped.amount >= 0 && capped.amount <= amount).toBe(true);
          for (const { key, read, add } of tally.changes()) {
            expect(add).toBeGreaterThan(0);
            stored = { ...stored, [key]: read + add };
          }
        }
        for (const cap of limits) {
          expect(stored[capKey(cap, subject) ?? ""] ?? 0).toBeLessThanOrEqual(cap.limit);
        }
      }),
    );
  });
});
