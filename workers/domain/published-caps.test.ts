/** Examples that other products publish of caps and refunds, computed by our engine; each with its source. */
import { describe, expect, it } from "vitest";
import type { CommissionInput } from "./commission.ts";
import { computeCommissions } from "./compute-commissions.ts";
import { neededReads } from "./needed-reads.ts";
import { reversedSoFar } from "./reversal.ts";
import type { BaseReward } from "./reward.ts";
import { PERCENT_OF_SALES, question, rewardVersion, SALE } from "./reward-examples.ts";

const { program } = question();
const dollars = { ...program, currency: "USD", timeZone: "UTC" };
const percent = (basisPoints: number) => ({ kind: "percent", basisPoints }) as const;
const flat = (amount: number) => ({ kind: "flat", amount }) as const;

/** What one customer's payments earn one after the other; counters go from payment to payment. */
function payments(
  reward: Partial<BaseReward>,
  bases: readonly (number | null)[],
  conversion: Partial<CommissionInput["conversion"]> = {},
): number[] {
  const versions = [rewardVersion({ definition: { ...PERCENT_OF_SALES, ...reward } })];
  const counters: Record<string, number> = {};
  return bases.map((base, earlier) => {
    const asked = question({
      versions,
      program: dollars,
      conversion: { ...SALE, ...conversion, base },
      customer: {
        customerId: "cus_1",
        firstSaleDay: earlier === 0 ? null : "2026-11-01",
        earlier,
      },
    });
    for (const key of neededReads(asked).counters) counters[key] ??= 0;
    const decision = computeCommissions({ ...asked, counters });
    for (const { key, add } of decision.counters) counters[key] = (counters[key] ?? 0) + add;
    return decision.commissions.reduce((sum, { amount }) => sum + amount, 0);
  });
}

const lifetime = { kind: "lifetime" } as const;
const perCustomer = (measure: "amount" | "count", limit: number) => ({
  caps: [{ scope: "customer", measure, period: lifetime, limit }] as const,
});

describe("published examples of caps", () => {
  // https://affonso.io/help/commission-payouts/commission/cap-commission-per-referred-customer
  it.each([
    ["a commission of $15 is paid in full", [18_000, 1_500], [18_000, 1_500]],
    ["one of $50 is cut to the $20 that are left", [18_000, 5_000], [18_000, 2_000]],
    ["whatever comes after the cap earns nothing", [20_000, 1_500, 5_000], [20_000, 0, 0]],
  ])("Affonso: $200 a customer, of which $180 are earned: %s", (_, bases, expected) => {
    expect(payments({ amount: percent(10_000), ...perCustomer("amount", 20_000) }, bases)).toEqual(
      expected,
    );
  });

  // https://support.tapfiliate.com/en/articles/3092081-capping-the-number-of-lifetime-recurring-commissions
  it("Tapfiliate: a cap of 3 conversions a customer pays John for Linda's first three payments", () => {
    const capped = { amount: percent(2_000), ...perCustomer("count", 3) };
    expect(payments(capped, [5_000, 5_000, 5_000, 5_000])).toEqual([1_000, 1_000, 1_000, 0]);
  });
});

describe("published examples of amounts", () => {
  // https://dub.co/help/article/partner-rewards
  it("Dub: $50 a lead; 30 % of sales; $50 a sale; one-off pays the first sale alone", () => {
    const lead = { trigger: { type: "lead" }, amount: flat(5_000) } as const;
    expect(payments(lead, [null], { type: "lead" })).toEqual([5_000]);
    expect(payments({ amount: percent(3_000) }, [10_000, 2_000])).toEqual([3_000, 600]);
    expect(payments({ amount: flat(5_000) }, [100, 90_000])).toEqual([5_000, 5_000]);
    const once = { amount: flat(5_000), duration: { kind: "one_time" } } as const;
    expect(payments(once, [9_900, 9_900])).toEqual([5_000, 0]);
  });
});

describe("published examples of refunds", () => {
  // https://docs.tolt.com/guides/refunds
  it("Tolt: $49.00 given back takes $14.70 back, also what was paid already", () => {
    const [commission = 0] = payments({ amount: percent(3_000) }, [4_900]);
    expect(commission).toBe(1_470);
    expect(commission - reversedSoFar(commission, 4_900, 4_900)).toBe(0);
    expect(-reversedSoFar(commission, 4_900, 4_900)).toBe(-1_470);
  });

  // https://goodonyou.helpsite.com/articles/73460-are-returned-orders-included-in-the-commission-fee
  it("unlike Good On You, who drop the whole at more than half, $51 of $100 takes 51 % back", () => {
    const [commission = 0] = payments({ amount: percent(1_000) }, [10_000]);
    expect(reversedSoFar(commission, 5_100, 10_000)).toBe(510);
  });

  it("takes back no more than was earned under a cap", () => {
    const capped = { amount: percent(10_000), ...perCustomer("amount", 2_000) };
    const [commission = 0] = payments(capped, [5_000]);
    expect(commission).toBe(2_000);
    expect([2_500, 5_000, 9_000].map((part) => reversedSoFar(commission, part, 5_000))).toEqual([
      1_000, 2_000, 2_000,
    ]);
  });
});
