import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isOverRefund,
  type RefundTotals,
  reversalDelta,
  reversedForItem,
  reversedSoFar,
} from "./reversal.ts";

describe("reversed so far", () => {
  it.each([
    ["nothing refunded", 1_000, 0, 5_000, 0],
    ["a tenth", 1_000, 500, 5_000, 100],
    ["half", 1_000, 2_500, 5_000, 500],
    ["all", 1_000, 5_000, 5_000, 1_000],
    ["more than all", 1_000, 9_999, 5_000, 1_000],
    ["a third, to the nearest cent", 1_000, 3_333, 10_000, 333],
    ["half a cent, to the even one", 1, 1, 2, 0],
    ["a sale of nothing", 1_000, 100, 0, 0],
    ["large amounts, exactly", 999_999_999_999, 1, 999_999_999_999, 1],
  ])("%s", (_, commission, refunded, gross, expected) => {
    expect(reversedSoFar(commission, refunded, gross)).toBe(expected);
  });

  it("flags a refund that is larger than the sale", () => {
    expect(isOverRefund(5_001, 5_000)).toBe(true);
    expect(isOverRefund(5_000, 5_000)).toBe(false);
  });

  it.each([
    ["a first refund", 300, 0, 300],
    ["a second one books the difference", 500, 300, 200],
    ["a repeat books nothing", 500, 500, 0],
    ["a dispute that was won gives back", 300, 500, -200],
  ])("%s", (_, now, before, expected) => {
    expect(reversalDelta(now, before)).toBe(expected);
  });

  it("comes to the same whatever the order, the repeats and the excess", () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const refunds = fc.array(fc.record({ id: fc.nat({ max: 5 }), amount }), { maxLength: 12 });
    fc.assert(
      fc.property(amount, amount, refunds, (gross, commission, events) => {
        const byId = new Map(events.map((event) => [event.id, event.amount]));
        const inOneGo = [...byId.values()].reduce((sum, part) => sum + part, 0);
        const seen = new Map<number, number>();
        let booked = 0;
        for (const event of events) {
          seen.set(event.id, byId.get(event.id) ?? 0);
          const refunded = [...seen.values()].reduce((sum, part) => sum + part, 0);
          booked += reversalDelta(reversedSoFar(commission, refunded, gross), booked);
          expect(booked >= 0 && booked <= commission).toBe(true);
        }
        expect(booked).toBe(reversedSoFar(commission, inOneGo, gross));
      }),
    );
  });
});

describe("a refund that names items", () => {
  const sale = { gross: 10_000, amountByItem: { shirt: 6_000, hat: 4_000 } };
  const refund = (refunded: number, refundedByItem: Record<string, number>): RefundTotals => ({
    ...sale,
    refunded,
    refundedByItem,
  });

  it.each([
    ["the shirt alone", refund(6_000, { shirt: 6_000 }), 600, 0, 600],
    ["half the shirt", refund(3_000, { shirt: 3_000 }), 300, 0, 300],
    ["no item: both lose alike", refund(5_000, {}), 300, 200, 500],
    ["the shirt, then half of the rest", refund(8_000, { shirt: 6_000 }), 600, 200, 800],
    ["all of it by name", refund(10_000, { shirt: 6_000, hat: 4_000 }), 600, 400, 1_000],
    ["all of it without a name", refund(10_000, {}), 600, 400, 1_000],
    ["too much of one item: the other keeps its own", refund(7_000, { shirt: 7_000 }), 600, 0, 700],
    ["more than was paid", refund(20_000, { shirt: 6_000 }), 600, 400, 1_000],
    ["an item that the sale has not", refund(1_000, { sock: 1_000 }), 0, 0, 100],
  ])("%s", (_, totals, shirt, hat, whole) => {
    expect(reversedForItem(600, "shirt", totals)).toBe(shirt);
    expect(reversedForItem(400, "hat", totals)).toBe(hat);
    expect(reversedForItem(1_000, "whole", totals)).toBe(whole);
  });

  it("reverses a line whole although shipping was part of what was paid", () => {
    const totals: RefundTotals = {
      gross: 10_500,
      refunded: 6_000,
      refundedByItem: { shirt: 6_000 },
      amountByItem: sale.amountByItem,
    };
    expect(reversedForItem(600, "shirt", totals)).toBe(600);
    expect(reversedForItem(400, "hat", totals)).toBe(0);
  });

  it("falls back to the ratio of the sale for an item without an amount", () => {
    const totals = { ...refund(5_000, {}), amountByItem: { shirt: 0 } };
    expect(reversedForItem(600, "shirt", totals)).toBe(300);
  });

  it("never reverses more than the commission, and all of it once all is refunded", () => {
    const part = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(part, part, part, part, part, (shirt, hat, byShirt, byHat, rest) => {
        const refunded = byShirt + byHat + rest;
        const totals: RefundTotals = {
          gross: shirt + hat,
          refunded,
          refundedByItem: { shirt: byShirt, hat: byHat },
          amountByItem: { shirt, hat },
        };
        for (const key of ["shirt", "hat", "whole"]) {
          const reversed = reversedForItem(777, key, totals);
          expect(reversed >= 0 && reversed <= 777).toBe(true);
          if (refunded >= totals.gross && totals.gross > 0) expect(reversed).toBe(777);
        }
      }),
    );
  });

  it("never gives back when more is refunded", () => {
    const part = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(part, part, part, part, (shirtBack, hatBack, rest, more) => {
        const before = refund(shirtBack + hatBack + rest, { shirt: shirtBack, hat: hatBack });
        const named = refund(before.refunded + more, { shirt: shirtBack + more, hat: hatBack });
        const unnamed = refund(before.refunded + more, before.refundedByItem);
        for (const after of [named, unnamed]) {
          for (const key of ["shirt", "hat", "whole"]) {
            expect(reversedForItem(500, key, after)).toBeGreaterThanOrEqual(
              reversedForItem(500, key, before),
            );
          }
        }
      }),
    );
  });
});
