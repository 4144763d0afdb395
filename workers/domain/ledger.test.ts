import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accrual, assertBalanced, type LedgerPosting, mirrored, recovery } from "./ledger.ts";

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
        const postings = accrual({ affiliateId: "aff_1", payeeId: "payee_1" }, "EUR", amount);
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
        const postings = recovery({ affiliateId: "aff_1", payeeId: "payee_1" }, "EUR", amount);
        assertBalanced(postings);
        expect(postings.map(({ account, amount: part }) => [account.kind, part])).toEqual([
          ["affiliate_payable", -amount],
          ["commission_cost", amount],
        ]);
      }),
    );
  });
});
