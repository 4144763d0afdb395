/** Takes back what a conversion came to, so that it can be decided again. */
import { type CommissionState, fateOf, type Redecision } from "../../../domain/commission-state.ts";
import { addDayTotal } from "./changes.ts";
import { mirror, recover } from "./commission-ledger.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { loadCounters } from "./earnings.ts";
import type { Run } from "./run.ts";
import type { CommissionRow, KnownConversion } from "./world.ts";

/** What a payout may have claimed: a person's decision waits until it is settled. */
const UNPAID: readonly CommissionState[] = ["pending", "payable"];

/**
 * Its commissions are superseded, and what was booked on them is mirrored; by hand, some are rejected,
 * taken back or left (`fateOf`). Day totals and caps get back what it took. The binding that it made is
 * left to the new decision.
 * @param reason stands with the mirrored transactions, and with commissions that are rejected
 * @returns the commissions that stay in force, as they become
 */
export async function undo(
  run: Run,
  conversion: KnownConversion,
  reason: string,
  redecision: Redecision = { by: "report" },
): Promise<CommissionRow[]> {
  const { row, commissions } = conversion;
  for (const part of dayTotalsOf(row, commissions)) addDayTotal(run.changes, part, -1);
  const kept: CommissionRow[] = [];
  for (const commission of commissions) {
    const current = commission.revision === row.revision;
    const stays = undoOne(run, commission, fateOf(commission.state, current, redecision), reason);
    if (stays !== null) kept.push(stays);
    if (redecision.by !== "report" && UNPAID.includes(commission.state)) {
      run.changes.outOfPayouts.push(commission.id);
    }
  }
  // What stays paid has used its part of the caps.
  const paid = kept.some(({ state, revision }) => state === "paid" && revision === row.revision);
  if (!paid) await giveBackCaps(run, conversion);
  return kept;
}

/** The commission as it stays in force; `null` when it is superseded. */
function undoOne(
  run: Run,
  commission: CommissionRow,
  fate: ReturnType<typeof fateOf>,
  reason: string,
): CommissionRow | null {
  const { changes, now } = run;
  const { id, version } = commission;
  switch (fate) {
    case "keep":
      return commission;
    case "supersede":
      changes.superseded.push({ id, fromVersion: version, at: now });
      mirror(run, commission, reason);
      return null;
    case "reject":
      mirror(run, commission, reason);
      return changed(run, { ...commission, state: "rejected", rejectedReason: reason });
    case "recover":
      recover(run, commission, reason);
      return changed(run, {
        ...commission,
        state: "reversed",
        reversed: commission.amount,
        reversalReason: reason,
      });
  }
}

function changed({ changes }: Run, row: CommissionRow): CommissionRow {
  const next = { ...row, version: row.version + 1 };
  changes.changedByHand.push(next);
  return next;
}

async function giveBackCaps({ db, world }: Run, { row }: KnownConversion): Promise<void> {
  await loadCounters(
    db,
    world,
    row.capUse.map(({ key }) => key),
  );
  for (const { key, add } of row.capUse) {
    const counter = world.counters.get(key);
    if (counter !== undefined) counter.value = Math.max(0, counter.value - add);
  }
}
