import type { ConversionAnswer } from "../../../contract/conversions.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { decideByHand, type HandDecision, type OpenCase } from "./by-hand.ts";
import { decideCredit } from "./settle.ts";
import { undo } from "./undo.ts";

/**
 * Rejects a conversion: it is credited to nobody, whatever is reported of it later; its commissions that
 * were not paid are rejected with the reason, day totals and caps get back what it took, and the binding
 * that it made ends. One that was rejected already stays as it is.
 * @throws ProblemError `conversion.not_found`, `commission.in_payout`; PermissionDenied
 */
export function rejectConversion(
  ctx: ServiceContext,
  conversionId: string,
  reason: string,
): Promise<ConversionAnswer> {
  assertAllowed(ctx.actor, "conversion.reject");
  return decideByHand(ctx, conversionId, rejection(reason));
}

const rejection = (reason: string): HandDecision => ({
  action: "conversion.reject",
  isOpen: ({ row }) => row.rejectedAt === null,
  decide: async (open) => {
    await reject(open, reason);
    return { reason };
  },
});

async function reject(
  { run, known, submission, asOf, decisionId }: OpenCase,
  reason: string,
): Promise<void> {
  const kept = await undo(run, known, reason, { by: "rejection" });
  const { customerId, needsConfirmation, id } = known.row;
  const bound = run.world.bindings.get(customerId ?? "");
  known.row = { ...known.row, rejectedAt: run.now, rejectedReason: reason };
  await decideCredit(run, submission, {
    before: known,
    kept,
    customerId,
    needsConfirmation,
    manual: {
      decisionId,
      decidedAt: run.now,
      affiliateId: null,
      moveBinding: bound?.row.conversionId === id,
    },
    cause: "rejected",
    sources: null,
    approval: null,
    asOf,
  });
}
