import type { Db } from "../batch.ts";
import { selectCommissions, selectConversions, selectTraces } from "./conversions.ts";
import { selectBindings } from "./customers.ts";

/**
 * A conversion of another program with its commissions in force, its latest trace, and the live binding
 * that it made.
 */
export async function selectOrderRival(db: Db, conversionId: string) {
  const [[row], commissions, [latest]] = await db.batch([
    selectConversions(db, [conversionId]),
    selectCommissions(db, [conversionId]),
    selectTraces(db, [conversionId]),
  ]);
  if (row === undefined) return null;
  const bound = row.customerId === null ? [] : await selectBindings(db, [row.customerId]);
  const own = bound.find(({ binding }) => binding.conversionId === row.id);
  return { row, commissions, trace: latest?.trace ?? null, binding: own?.binding ?? null };
}
