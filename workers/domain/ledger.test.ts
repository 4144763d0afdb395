import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accrual,
  adjusting,
  assertBalanced,
  claiming,
  type LedgerPosting,
  maturing,
  mirrored,
  recovery,
  reversing,
  settling,
  taxing,
} from "./ledger.ts";

const account = { kind: "affiliate_pending", affiliateId: "aff_1", payeeId: "" };
const posting = (amount: number, currency = "EUR"): LedgerPosting => ({
  account,
  currency,
  amount,
});

describe("a ledger transaction", () => {
  it.each([
    ["two that cancel out", [posting(5), posting(-5)]],
    ["three that cancel out", [posting(5), posting(-2), posting(-3)]],
    [
      "two currencies, each in balance",
      [posting(5), posting(-5), posting(7, "USD"), posting(-7, "USD")],
    ],
  ])("takes %s", (_, postings) => {
    expect(() => assertBalanced(postings)).not.toThrow();
  });

  it.each([
    ["nothing", []],
    ["one leg", [posting(5)]],
    ["legs that do not cancel out", [posting(5), posting(-4)]],
    ["legs that cancel out only across currencies", [posting(5), posting(-5, "USD")]],
    ["an empty leg", [posting(0), posting(0)]],
    ["a fraction", [posting(0.5), posting(-0.5)]],
    ["more than an integer can hold", [posting(2 ** 53), posting(-(2 ** 53))]],
  ])("refuses %s", (_, postings) => {
    expect(() => assertBalanced(postings)).toThrow(RangeError);
  });

  it("together with its mirror leaves every account as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (amount) => {
        const postings = accrual("aff_1", "EUR", amount);
        assertBalanced(postings);
        assertBalanced(mirrored(postings));
        const sums = new Map<string, number>();
        for (const {
          account: { kind },
          amount: part,
        } of [...postings, ...mirrored(postings)]) {
          sums.set(kind, (sums.get(kind) ?? 0) + part);
        }
        expect([...sums.values()]).toEqual([0, 0]);
      }),
    );
  });
});

describe("taking a paid commission back", () => {
  it("is a debt of the affiliate on what may be paid, and lowers the merchant's cost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (amount) => {
        const postings = recovery("aff_1", "EUR", amount);
        assertBalanced(postings);
        expect(postings.map(({ account, amount: part }) => [account.kind, part])).toEqual([
          ["affiliate_payable", -amount],
          ["commission_cost", amount],
        ]);
      }),
    );
  });
});

const sumsOf = (postings: readonly LedgerPosting[]) => {
  const sums = new Map<string, number>();
  for (const { account: of, amount } of postings) {
    const key = [of.kind, of.affiliateId, of.payeeId].filter(Boolean).join(" ");
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
};
const shares = [
  { affiliateId: "aff_1", amount: 900 },
  { affiliateId: "aff_2", amount: -200 },
];

describe("the life of what was earned", () => {
  const life: [string, LedgerPosting[], Record<string, number>][] = [
    [
      "maturing moves it to what may be paid",
      maturing("aff_1", "EUR", 500),
      { "affiliate_pending aff_1": -500, "affiliate_payable aff_1": 500 },
    ],
    [
      "a refund before that takes it from what waits",
      reversing("aff_1", "EUR", -500, "affiliate_pending"),
      { "affiliate_pending aff_1": -500, commission_cost: 500 },
    ],
    [
      "a refund that failed gives it back",
      reversing("aff_1", "EUR", 500, "affiliate_payable"),
      { "affiliate_payable aff_1": 500, commission_cost: -500 },
    ],
    [
      "a bonus is the merchant's",
      adjusting("aff_1", "EUR", 500),
      { "affiliate_payable aff_1": 500, adjustments: -500 },
    ],
    [
      "a debt that is let go has its own account",
      adjusting("aff_1", "EUR", 500, "write_offs"),
      { "affiliate_payable aff_1": 500, write_offs: -500 },
    ],
    [
      "a payout claims what each affiliate of the payee has, debts too",
      claiming("payee_1", "EUR", shares),
      {
        "affiliate_payable aff_1": -900,
        "affiliate_in_payout aff_1 payee_1": 900,
        "affiliate_payable aff_2": 200,
        "affiliate_in_payout aff_2 payee_1": -200,
      },
    ],
    [
      "a fee is the merchant's cost",
      settling("payee_1", "EUR", shares, { amount: 700, fee: 25, feeBorneBy: "merchant" }),
      {
        "affiliate_in_payout aff_1 payee_1": -900,
        "affiliate_in_payout aff_2 payee_1": 200,
        payouts_sent: 725,
        provider_fees: -25,
      },
    ],
    [
      "a fee that the affiliate bears is kept from the items, to the cent",
      settling("payee_1", "EUR", shares, { amount: 675, fee: 25, feeBorneBy: "affiliate" }),
      {
        "affiliate_in_payout aff_1 payee_1": -900,
        "affiliate_in_payout aff_2 payee_1": 200,
        payouts_sent: 700,
      },
    ],
    [
      "value added tax comes on top",
      taxing("payee_1", "EUR", { affiliateId: "aff_1", amount: 133 }),
      { "affiliate_in_payout aff_1 payee_1": 133, vat: -133 },
    ],
    [
      "withholding tax is kept",
      taxing("payee_1", "EUR", { affiliateId: "aff_1", amount: -133 }),
      { "affiliate_in_payout aff_1 payee_1": -133, withholding: 133 },
    ],
  ];

  it.each(life)("%s", (_, postings, sums) => {
    assertBalanced(postings);
    expect(sumsOf(postings)).toEqual(sums);
  });

  it("has no posting of nothing", () => {
    expect(claiming("payee_1", "EUR", [{ affiliateId: "aff_1", amount: 0 }])).toEqual([]);
  });

  it.each([
    ["less than the items", { amount: 699, fee: 0, feeBorneBy: "merchant" }],
    ["more than the items", { amount: 701, fee: 0, feeBorneBy: "merchant" }],
    ["the items, with a fee kept from them", { amount: 700, fee: 25, feeBorneBy: "affiliate" }],
  ] as const)("refuses a payout of %s", (_, costs) => {
    expect(() => settling("payee_1", "EUR", shares, costs)).toThrow(RangeError);
  });
});
