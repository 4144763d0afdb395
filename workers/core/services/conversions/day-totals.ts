/** What a conversion adds to the day totals: derived from its row, so that it can be taken off again. */
import { owedOf } from "../../../domain/commission-state.ts";
import type { DayTotal } from "./changes.ts";
import type { CommissionRow, ConversionRow } from "./world.ts";

/**
 * One part for the credited affiliate (or for nobody), one for each other who earns with it. Tiers
 * read `earning`, `newCustomers` and `revenue`: a sale that waits for confirmation has none of them.
 */
export function dayTotalsOf(
  row: ConversionRow,
  commissions: readonly Pick<CommissionRow, "affiliateId" | "state" | "amount" | "reversed">[],
): DayTotal[] {
  const { programId, mode, day, type, eventName } = row;
  const key = { programId, mode, day, type, eventName };
  const credited = row.affiliateId ?? "";
  const earned = new Map<string, number>();
  for (const commission of commissions) {
    const { affiliateId } = commission;
    earned.set(affiliateId, (earned.get(affiliateId) ?? 0) + owedOf(commission));
  }
  const revenue = row.needsConfirmation ? 0 : (row.baseInProgram ?? 0);
  const own: DayTotal = {
    ...key,
    affiliateId: credited,
    conversions: 1,
    earning: revenue > 0 ? 1 : 0,
    newCustomers: row.isFirstSale ? 1 : 0,
    revenue,
    commission: earned.get(credited) ?? 0,
    refunds: 0,
  };
  const others = [...earned].filter(
    ([affiliateId, commission]) => affiliateId !== credited && commission !== 0,
  );
  return [
    own,
    ...others.map(([affiliateId, commission]) => ({
      ...key,
      affiliateId,
      conversions: 0,
      earning: 0,
      newCustomers: 0,
      revenue: 0,
      commission,
      refunds: 0,
    })),
  ];
}
