/** What the ledger says of commissions: owed when they are made, mirrored when superseded, owed back. */
import { owedOf } from "../../../domain/commission-state.ts";
import { accrual, recovery } from "../../../domain/ledger.ts";
import type { Run } from "./run.ts";
import type { CommissionRow } from "./world.ts";

const transactionOf = ({ world, now, newId }: Run, subjectId: string, reason: string | null) => ({
  id: newId("txn"),
  organizationId: world.program.organizationId,
  mode: world.mode,
  subjectId,
  sequence: 1,
  at: now,
  reason,
});

/** The commission is owed from now on, though not yet payable. */
export function accrue(run: Run, commission: CommissionRow): void {
  const { id, affiliateId, currency, amount } = commission;
  run.changes.transactions.push({
    ...transactionOf(run, id, null),
    kind: "commission.accrued",
    postings: accrual(affiliateId, currency, amount),
  });
}

/** Nothing is owed for it any more. */
export function mirror(run: Run, { id }: CommissionRow, reason: string): void {
  run.changes.mirrors.push({ ...transactionOf(run, id, reason), kind: "commission.mirrored" });
}

/** What was paid stays paid, and is owed back. */
export function recover(run: Run, commission: CommissionRow, reason: string): void {
  const owed = owedOf(commission);
  if (owed === 0) return;
  run.changes.transactions.push({
    ...transactionOf(run, commission.id, reason),
    kind: "commission.recovered",
    postings: recovery(commission.affiliateId, commission.currency, owed),
  });
}
