/** What a customer did before: what is stored, and what this list of reports has done to it. */
import type { HistoryRow } from "../../../db/queries/customers.ts";
import { type ConversionRow, type History, historyKey, type World } from "./world.ts";

/**
 * @param customerId `null` for a conversion of nobody known
 * @param exceptId a conversion that is being decided again
 */
export function historyOf(world: World, customerId: string | null, exceptId?: string): History {
  if (customerId === null) return new Map();
  const known = [...world.conversions.values()]
    .map(({ row }) => row)
    .filter((row) => row.customerId === customerId && row.id !== exceptId && counts(row))
    .map((row): History => new Map([[historyKey(row), { credited: 1, firstAt: dayOf(row) }]]));
  return mergeHistories([world.history.get(customerId) ?? new Map(), ...known]);
}

/** As `selectHistory` counts what is stored. */
function counts({ type, affiliateId, baseInProgram, needsConfirmation }: ConversionRow): boolean {
  if (affiliateId === null || needsConfirmation) return false;
  return type !== "sale" || (baseInProgram ?? 0) > 0;
}

const dayOf = ({ periodStart, occurredAt }: ConversionRow) => periodStart ?? occurredAt;

/** What is stored of customers, by customer. */
export function historiesOf(rows: readonly HistoryRow[]): Map<string, History> {
  const histories = new Map<string, History>();
  for (const row of rows) {
    const { customerId, credited, firstAt } = row;
    const history: History = histories.get(customerId) ?? new Map();
    histories.set(customerId, history.set(historyKey(row), { credited, firstAt }));
  }
  return histories;
}

/** What several customers who are one did, as one history. */
export function mergeHistories(histories: Iterable<History>): History {
  const merged: History = new Map();
  for (const history of histories) {
    for (const [key, { credited, firstAt }] of history) {
      const sum = merged.get(key);
      merged.set(key, {
        credited: (sum?.credited ?? 0) + credited,
        firstAt: Math.min(sum?.firstAt ?? firstAt, firstAt),
      });
    }
  }
  return merged;
}
