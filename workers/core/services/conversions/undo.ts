/** Takes back what a conversion came to, so that it can be decided again. */

import { addDayTotal } from "./changes.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { loadCounters } from "./earnings.ts";
import type { Run } from "./run.ts";
import type { KnownConversion } from "./world.ts";

/**
 * Its commissions are superseded and what was booked on them is mirrored; day totals and caps get back
 * what it took. The binding that it made is left to the new decision.
 * @param reason stands with the mirrored transactions
 */
export async function undo(run: Run, conversion: KnownConversion, reason: string): Promise<void> {
  const { world, changes, now, newId } = run;
  const { row, commissions } = conversion;
  for (const part of dayTotalsOf(row, commissions)) addDayTotal(changes, part, -1);
  await loadCounters(
    run.db,
    world,
    row.capUse.map(({ key }) => key),
  );
  for (const { key, add } of row.capUse) {
    const counter = world.counters.get(key);
    if (counter !== undefined) counter.value = Math.max(0, counter.value - add);
  }
  for (const { id, version } of commissions) {
    changes.superseded.push({ id, fromVersion: version, at: now });
    changes.mirrors.push({
      id: newId("txn"),
      organizationId: world.program.organizationId,
      mode: world.mode,
      subjectId: id,
      kind: "commission.mirrored",
      sequence: 1,
      at: now,
      reason,
    });
  }
}
