import type { Db } from "../batch.ts";
import { selectCommissions, selectConversions, selectTraces } from "./recording.ts";

/** A conversion of another program with its commissions in force and its latest trace. */
export async function selectOrderRival(db: Db, conversionId: string) {
  const [[row], commissions, [latest]] = await db.batch([
    selectConversions(db, [conversionId]),
    selectCommissions(db, [conversionId]),
    selectTraces(db, [conversionId]),
  ]);
  return row === undefined ? null : { row, commissions, trace: latest?.trace ?? null };
}
