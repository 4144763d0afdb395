/** What an adjustment writes: its row, its payable source, and the transaction that makes it payable. */
import type { WriteBatch } from "../../../db/batch.ts";
import { appendTransactions } from "../../../db/ledger.ts";
import type { AdjustmentRow } from "../../../db/queries/adjustments.ts";
import { type AdjustmentKind, adjustments } from "../../../db/schema/adjustments.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { payableSources } from "../../../db/schema/payable-sources.ts";
import { actorName } from "../../../domain/actor.ts";
import type { LedgerPosting } from "../../../domain/ledger.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import type { Adjusted } from "./find-adjusted.ts";

type Said = {
  readonly kind: AdjustmentKind;
  readonly amount: number;
  readonly reason: string;
  readonly transfer?: { readonly id: string; readonly rate: string };
};

export const adjustmentRow = (
  ctx: ServiceContext,
  id: string,
  { programId, affiliateId, mode, currency }: Adjusted,
  { kind, amount, reason, transfer }: Said,
): AdjustmentRow => ({
  id,
  programId,
  affiliateId,
  mode,
  kind,
  currency,
  amount,
  reason,
  createdBy: actorName(ctx.actor),
  createdAt: ctx.clock(),
  transferId: transfer?.id ?? null,
  rate: transfer?.rate ?? null,
});

/** Writes the legs of one transaction; the first is what it is about. */
export function bookAdjustments(
  batch: WriteBatch,
  ctx: ServiceContext,
  organizationId: string,
  legs: readonly [AdjustmentRow, ...AdjustmentRow[]],
  postings: readonly LedgerPosting[],
): void {
  const [{ id: subjectId, mode, reason, createdAt }] = legs;
  batch.insert(adjustments, legs);
  batch.insert(
    payableSources,
    legs.map(({ id, kind, programId, affiliateId, currency, amount }) => ({
      sourceId: id,
      sourceKind: kind === "bonus" ? "bonus" : "adjustment",
      organizationId,
      programId,
      affiliateId,
      mode,
      currency,
      amount,
      payableAt: createdAt,
    })),
  );
  const transaction = {
    id: ctx.newId("txn"),
    organizationId,
    mode,
    subjectId,
    kind: "adjustment.booked",
    sequence: 1,
    at: createdAt,
    reason,
    postings,
  };
  appendTransactions(batch, [transaction], () => ctx.newId("acct"));
  batch.insert(
    auditEvents,
    legs.map(({ id, programId, affiliateId, kind, amount, currency, rate }) =>
      auditRow(ctx, {
        organizationId,
        programId,
        action: "adjustment.create",
        subjectId: affiliateId,
        before: null,
        after: {
          adjustmentId: id,
          mode,
          kind,
          amount,
          currency,
          ...(rate === null ? {} : { rate }),
        },
      }),
    ),
  );
}
