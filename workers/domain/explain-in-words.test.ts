import { describe, expect, it } from "vitest";
import { computeCommissions } from "./compute-commissions.ts";
import { explainInWords } from "./explain-in-words.ts";
import type { ExplanationStep } from "./explanation.ts";
import { PERCENT_OF_SALES, question, rewardVersion, SALE } from "./reward-examples.ts";

const EUR = { currency: "EUR" } as const;
const chosen = {
  code: "reward.chosen",
  kind: "base",
  rewardId: "rwd_1",
  version: 2,
  scope: "program",
  position: 0,
  items: [],
} as const;
const over = {
  code: "nothing.duration_over",
  rewardId: "rwd_1",
  firstDay: "2026-01-31",
  endDay: "2026-02-28",
  day: "2026-03-01",
  earlier: 1,
} as const;
const computed = {
  code: "base.computed",
  gross: 12_000,
  tax: 1_900,
  shipping: 500,
  taxInBase: false,
  shippingInBase: true,
  base: 10_100,
  ...EUR,
} as const;
const cut = {
  code: "cap.cut",
  scope: "affiliate",
  measure: "amount",
  period: "2026-11",
  limit: 10_000,
  used: 8_000,
  before: 3_000,
  after: 2_000,
  ...EUR,
} as const;

describe("an explanation in words", () => {
  it.each<[ExplanationStep, string]>([
    [{ code: "base.as_reported", base: 5_000, ...EUR }, "The base is €50.00, as reported."],
    [computed, "The base is €101.00: €120.00 paid, less €19.00 tax, with €5.00 shipping."],
    [
      { ...computed, tax: 0, shipping: 0, gross: 1_990, base: 1_990, currency: "JPY" },
      "The base is ¥1,990: ¥1,990 paid.",
    ],
    [
      { code: "base.raised_to_zero", computed: -400, ...EUR },
      "Tax and shipping exceed the amount paid, so the base is €0.00.",
    ],
    [
      { code: "base.items_scaled", itemsSum: 1_000, base: 900, ...EUR },
      "The items add up to €10.00; they share the base of €9.00 in proportion.",
    ],
    [
      {
        code: "base.converted",
        amount: 1_000,
        currency: "USD",
        converted: 1_494,
        into: "JPY",
        rate: "149.35",
        source: "ECB",
        day: "2026-11-24",
      },
      "$10.00 = ¥1,494 at the rate 149.35 of 2026-11-24 (ECB).",
    ],
    [chosen, "The reward rwd_1 (version 2) of the program applies."],
    [
      { ...chosen, kind: "bonus", scope: "group", items: ["shirt", "#2"] },
      "The bonus rwd_1 (version 2) of the affiliate's group applies, for items shirt, #2.",
    ],
    [
      { ...chosen, kind: "second_level", scope: "affiliate", items: ["shirt"] },
      "The second-level reward rwd_1 (version 2) of this affiliate applies, for item shirt.",
    ],
    [{ code: "reward.highest" }, "Of the rewards that match, the one that pays most was taken."],
    [
      { code: "reward.pinned", version: 1, boundAt: Date.parse("2026-01-15T12:00:00Z") },
      "Version 1 holds for this customer, who was bound on 2026-01-15.",
    ],
    [
      {
        code: "duration.months",
        months: 12,
        firstDay: "2026-01-31",
        endDay: "2027-01-31",
        day: "2026-11-24",
      },
      "The customer earns for 12 months from 2026-01-31; 2026-11-24 is before 2027-01-31.",
    ],
    [{ code: "duration.payments", payments: 3, payment: 2 }, "This is payment 2 of 3."],
    [
      { code: "amount.percent", basisPoints: 2_000, of: 5_000, amount: 1_000, ...EUR },
      "20 % of €50.00 = €10.00.",
    ],
    [{ code: "amount.flat", each: 500, units: 1, amount: 500, ...EUR }, "A flat €5.00."],
    [{ code: "amount.flat", each: 500, units: 3, amount: 1_500, ...EUR }, "3 × €5.00 = €15.00."],
    [
      { code: "amount.item_share", item: "shirt", of: 800, amount: 667, ...EUR },
      "Of €8.00, €6.67 is for item shirt.",
    ],
    [
      {
        code: "second_level.amount",
        basisPoints: 1_000,
        of: "commission",
        from: 1_000,
        amount: 100,
        ...EUR,
      },
      "10 % of the first-level commission of €10.00 = €1.00.",
    ],
    [
      cut,
      "The cap of €100.00 per affiliate (2026-11), of which €80.00 was used, cuts €30.00 to €20.00.",
    ],
    [
      { ...cut, measure: "count", scope: "customer", limit: 1, used: 1, after: 0 },
      "The cap of 1 commission per customer (2026-11), of which 1 was used, cuts €30.00 to €0.00.",
    ],
    [
      {
        code: "tier.reached",
        metric: "revenue",
        value: 120_000,
        from: 100_000,
        period: "2026-11",
        ...EUR,
      },
      "Before this conversion the affiliate had €1,200.00 of revenue (2026-11): the step from €1,000.00 of revenue applies.",
    ],
    [
      { code: "tier.part", from: 100_000, basisPoints: 1_500, of: 2_000, amount: 300, ...EUR },
      "15 % of the €20.00 above €1,000.00 = €3.00.",
    ],
    [
      { code: "tier.part", from: 0, basisPoints: 1_500, of: 3, amount: 1, ...EUR },
      "15 % of the €0.03 above €0.00 = €0.01, with the rounding of earlier sales carried over.",
    ],
    [
      {
        code: "tier.catch_up",
        metric: "sales",
        value: 12,
        due: 18_000,
        booked: 13_000,
        amount: 5_000,
        period: "2026-11",
        ...EUR,
      },
      "At the end of 2026-11 the number of sales reached 12 sales: €180.00 is due, €130.00 was booked, €50.00 is added.",
    ],
    [
      {
        code: "milestone.reached",
        metric: "leads",
        at: 1,
        amount: 500,
        period: "2026-11",
        ...EUR,
      },
      "This conversion brings the affiliate to 1 lead (2026-11): €5.00.",
    ],
    [{ code: "nothing.base_zero" }, "The base is 0, and a base of 0 earns nothing."],
    [
      { code: "nothing.no_rate" },
      "There is no exchange rate for the day of the event, so no commission could be computed.",
    ],
    [
      { code: "nothing.no_reward", type: "lead", items: [] },
      "The program has no reward that matches this lead.",
    ],
    [{ code: "nothing.no_reward", type: "sale", items: ["b"] }, "No reward is for item b."],
    [
      { code: "nothing.condition_not_met", rewardId: "rwd_1", condition: "country" },
      "Reward rwd_1 does not apply: its condition on the country is not met.",
    ],
    [
      { code: "nothing.no_base", rewardId: "rwd_1" },
      "Reward rwd_1 is a percentage, and no amount was reported.",
    ],
    [
      { ...over, duration: "months" },
      "Reward rwd_1 is over for this customer: it earned from 2026-01-31 until before 2026-02-28, and this is of 2026-03-01.",
    ],
    [
      { ...over, duration: "payments" },
      "Reward rwd_1 is over for this customer: 1 payment earned before.",
    ],
    [{ ...over, duration: "one_time" }, "Reward rwd_1 is over for this customer: it is paid once."],
    [
      { code: "nothing.cap_reached", rewardId: "rwd_1", scope: "program" },
      "Reward rwd_1 pays nothing more: its cap of the program is used up.",
    ],
    [
      { code: "nothing.rounds_to_zero", rewardId: "rwd_1" },
      "Reward rwd_1 comes to less than half of the smallest unit, so to nothing.",
    ],
    [
      { code: "nothing.second_level", rewardId: "rwd_1", because: "same_payee" },
      "The recruiter earns nothing on top: both are paid to the same payee.",
    ],
  ])("%j", (step, expected) => {
    expect(explainInWords([step])).toEqual([expected]);
  });

  it("reads from the amount paid to the amount earned", () => {
    const reward = {
      ...PERCENT_OF_SALES,
      caps: [
        {
          scope: "affiliate",
          measure: "amount",
          period: { kind: "calendar", unit: "month" },
          limit: 1_900,
        },
      ],
    } as const;
    const conversion = { ...SALE, base: 10_100, notes: [computed] };
    const versions = [rewardVersion({ definition: reward })];
    const { commissions } = computeCommissions(question({ versions, conversion }));
    expect(explainInWords(commissions[0]?.explanation ?? [], "en")).toEqual([
      "The base is €101.00: €120.00 paid, less €19.00 tax, with €5.00 shipping.",
      "The reward rwd_default (version 1) of the program applies.",
      "20 % of €101.00 = €20.20.",
      "The cap of €19.00 per affiliate (2026-11), of which €0.00 was used, cuts €20.20 to €19.00.",
    ]);
  });

  it("calls a reward by its name where that is known", () => {
    const { commissions } = computeCommissions(question({ versions: [rewardVersion({})] }));
    const steps = commissions[0]?.explanation ?? [];
    const names = new Map([["rwd_default", "A fifth of each sale"]]);
    const chosen = (known?: ReadonlyMap<string, string>) =>
      explainInWords(steps, "en", known).find((sentence) => sentence.includes("version 1"));
    expect(chosen(names)).toBe(
      "The reward “A fifth of each sale” (version 1) of the program applies.",
    );
    expect(chosen(new Map([["rwd_other", "Another"]]))).toContain("rwd_default");
  });
});
