/** Examples that other products publish of their own rules: what a merchant who comes from there expects. */
import { describe, expect, it } from "vitest";
import { computeBase } from "./base.ts";
import type { CommissionInput } from "./commission.ts";
import { computeCommissions } from "./compute-commissions.ts";
import { reversedSoFar } from "./reversal.ts";
import type { BaseReward, TieredAmount } from "./reward.ts";
import { PERCENT_OF_SALES, question, rewardVersion, SALE } from "./reward-examples.ts";
import { retroactiveCatchUp } from "./reward-tiers.ts";

const { program } = question();
const dollars = { ...program, currency: "USD", timeZone: "UTC" };

function earned(rewards: Partial<BaseReward>[], changes: Partial<CommissionInput>): number {
  const versions = rewards.map((reward, position) =>
    rewardVersion({
      rewardId: `rwd_${position}`,
      position,
      definition: { ...PERCENT_OF_SALES, ...reward },
    }),
  );
  const { commissions } = computeCommissions(question({ versions, program: dollars, ...changes }));
  return commissions.reduce((sum, { amount }) => sum + amount, 0);
}

const percent = (basisPoints: number) => ({ kind: "percent", basisPoints }) as const;
const paid = (base: number) => ({ conversion: { ...SALE, base } });

describe("published examples", () => {
  // help.getrewardful.com, "Create your first campaign"
  it("Rewardful: 30 % of $100 is $30; with a coupon of $25 it is $22.50", () => {
    expect(earned([{ amount: percent(3_000) }], paid(10_000))).toBe(3_000);
    const money = {
      currency: "USD",
      gross: 7_500,
      tax: 0,
      shipping: 0,
      discount: 2_500,
      asReported: false,
      items: [],
    };
    const { base } = computeBase(money, { taxInBase: false, shippingInBase: false });
    expect(earned([{ amount: percent(3_000) }], paid(base))).toBe(2_250);
  });

  // help.impact.com, "Set Up a Commission Reward"
  it("impact.com: 10 % of a purchase of $120.00 after discounts is $12.00", () => {
    expect(earned([{ amount: percent(1_000) }], paid(12_000))).toBe(1_200);
  });

  // rekomi.com/docs, "Commission models"
  it("Rekomi: 25 % of an invoice of $99 is $24.75; $50 an invoice, whatever its size", () => {
    expect(earned([{ amount: percent(2_500) }], paid(9_900))).toBe(2_475);
    const fixed = { amount: { kind: "flat", amount: 5_000 } } as const;
    expect([100, 9_900, 500_000].map((base) => earned([fixed], paid(base)))).toEqual([
      5_000, 5_000, 5_000,
    ]);
  });

  // help.firstpromoter.com, "Recurring Commissions and Monetary rewards"
  it("FirstPromoter: by count, set to 1, pays the first charge alone", () => {
    const once = { duration: { kind: "payments", payments: 1 } } as const;
    const charges = [0, 1, 2].map((earlier) =>
      earned([once], { customer: { customerId: "c", firstSaleDay: "2026-01-01", earlier } }),
    );
    expect(charges).toEqual([1_000, 0, 0]);
  });

  // help.firstpromoter.com, the same; support.paykickstart.com, "Different Commission ... 1st Payment"
  it.each([
    ["FirstPromoter: 20 % first, then 30 %", 2_000, 3_000, [2_000, 3_000, 3_000]],
    ["PayKickstart: 50 % of the first payment, 30 % onward", 5_000, 3_000, [5_000, 3_000, 3_000]],
  ])("%s", (_, first, then, expected) => {
    const rewards: Partial<BaseReward>[] = [
      { amount: percent(first), conditions: [{ kind: "customer", is: "new" }] },
      { amount: percent(then), conditions: [{ kind: "customer", is: "renewal" }] },
    ];
    const charges = [0, 1, 2].map((earlier) =>
      earned(rewards, {
        ...paid(10_000),
        customer: { customerId: "c", firstSaleDay: "2026-01-01", earlier },
      }),
    );
    expect(charges).toEqual(expected);
  });

  // changelog.firstpromoter.com, "New recurring commission scheme"
  it("FirstPromoter: the first 3 payments at 40 %, then 20 %", () => {
    const rewards: Partial<BaseReward>[] = [
      { amount: percent(4_000), conditions: [{ kind: "payment", from: 1, to: 3 }] },
      { amount: percent(2_000) },
    ];
    const charges = [0, 1, 2, 3, 4].map((earlier) =>
      earned(rewards, {
        ...paid(10_000),
        customer: { customerId: "c", firstSaleDay: "2026-01-01", earlier },
      }),
    );
    expect(charges).toEqual([4_000, 4_000, 4_000, 2_000, 2_000]);
  });

  // help.leadcandy.io, "How long do commissions last for"
  it.each([
    ["2018-07-15", 2_000],
    ["2019-07-14", 2_000],
    ["2019-07-15", 0],
  ])("LeadCandy: 20 % in the first 12 months from July 15, 2018; on %s %d", (day, expected) => {
    const year = { duration: { kind: "months", months: 12 } } as const;
    const conversion = { ...SALE, base: 10_000, eventAt: Date.parse(`${day}T12:00:00Z`) };
    const customer = { customerId: "sam", firstSaleDay: "2018-07-15", earlier: 3 };
    expect(earned([year], { conversion, customer })).toBe(expected);
  });

  // smcwebsolution.com/affiliates
  it("SMC: 10 %, and 15 % for all of a month with ten actions", () => {
    const tiers: TieredAmount = {
      kind: "tiered",
      metric: "sales",
      mode: "retroactive",
      period: { kind: "calendar", unit: "month" },
      unit: "percent",
      steps: [
        { from: 0, basisPoints: 1_000 },
        { from: 10, basisPoints: 1_500 },
      ],
    };
    const sales = Array.from({ length: 10 }, (_, before) =>
      earned([{ amount: tiers }], {
        ...paid(10_000),
        metrics: { "metric:aff_1:sales:2026-11": before },
      }),
    );
    const booked = sales.reduce((sum, amount) => sum + amount, 0);
    const month = { currency: "USD", period: "2026-11", value: 10, base: 100_000, conversions: 10 };
    expect(booked).toBe(10_000);
    expect(booked + retroactiveCatchUp(tiers, { ...month, booked }).amount).toBe(15_000);
  });

  // couponaffiliates.com/docs, "What happens when an order is refunded or partially refunded?"
  it("Coupon Affiliates: a partial refund takes back the commission of that part only", () => {
    const commission = earned([{ amount: percent(2_000) }], paid(10_000));
    expect(reversedSoFar(commission, 2_500, 10_000)).toBe(500);
    expect(reversedSoFar(commission, 10_000, 10_000)).toBe(commission);
  });
});
