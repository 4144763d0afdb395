import type { ConversionAnswer, ReattributeBody } from "../../../contract/conversions.ts";
import { problem } from "../../../contract/problem.ts";
import { findAffiliateOwner } from "../../../db/queries/commissions.ts";
import type { FoundConversion } from "../../../db/queries/conversions.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { REASON_WORDS } from "../../../domain/reason-words.ts";
import type { ServiceContext } from "../context.ts";
import { decideByHand, type OpenCase } from "./by-hand.ts";
import type { Approval } from "./rows.ts";
import { decideCredit } from "./settle.ts";
import { undo } from "./undo.ts";

const affiliateNotFound = problem("affiliate.not_found");
const sameAffiliate = problem("conversion.same_affiliate");
const notEligible = problem("conversion.affiliate_not_eligible");

/**
 * Credits a conversion to another affiliate, or to nobody (rules.md 2). What was not paid moves, with the
 * recruiter's part; what was paid stays with whom it was paid to, or is taken back (`recover`). The new
 * commission is by the new affiliate's reward as of event time, and restarts no hold. A rejected
 * conversion is credited again.
 * @throws ProblemError `conversion.not_found`, `affiliate.not_found`, `conversion.same_affiliate`,
 *   `conversion.affiliate_not_eligible`, `commission.in_payout`; PermissionDenied
 */
export async function reattributeConversion(
  ctx: ServiceContext,
  conversionId: string,
  body: ReattributeBody,
): Promise<ConversionAnswer> {
  assertAllowed(ctx.actor, "conversion.reattribute");
  const to = body.affiliate_id;
  const owner = to === null ? null : await findAffiliateOwner(ctx.db, to);
  return decideByHand(ctx, conversionId, {
    action: "conversion.reattribute",
    affiliateIds: to === null ? [] : [to],
    isOpen: ({ row }) => {
      if (to !== null && owner?.programId !== row.programId) throw affiliateNotFound();
      refuseSame(row, body);
      return true;
    },
    decide: async (open) => {
      await reattribute(open, body);
      const { reason, recover, move_binding: moveBinding } = body;
      return { reason, recover, moveBinding };
    },
  });
}

/** To move only the binding to whom the conversion is credited already is a decision too. */
function refuseSame(
  { affiliateId, rejectedAt, via }: FoundConversion["row"],
  { affiliate_id: to, move_binding: moves }: ReattributeBody,
): void {
  const undecided = rejectedAt !== null || (moves && via !== "manual");
  if (affiliateId === to && !undecided) throw sameAffiliate();
}

async function reattribute(
  { run, known, submission, asOf, decisionId }: OpenCase,
  { affiliate_id: affiliateId, reason, recover, move_binding: moveBinding }: ReattributeBody,
): Promise<void> {
  const approval = approvalOf(known.commissions);
  const kept = await undo(run, known, reason, { by: "reattribution", recover });
  const { customerId, needsConfirmation } = known.row;
  known.row = { ...known.row, rejectedAt: null, rejectedReason: null };
  await decideCredit(run, submission, {
    before: known,
    kept,
    customerId,
    needsConfirmation,
    manual: { decisionId, decidedAt: run.now, affiliateId, moveBinding },
    cause: "by_hand",
    sources: null,
    approval,
    asOf,
  });
  const refusal = known.trace?.decision.refusal ?? null;
  if (affiliateId !== null && refusal !== null) {
    throw notEligible({ detail: `It cannot be: ${REASON_WORDS[refusal]}.` });
  }
}

/** What a person approved stays approved: it was the conversion that was looked at. */
function approvalOf(commissions: OpenCase["known"]["commissions"]): Approval | null {
  const approved = commissions.find(
    ({ approvedBy, state }) => approvedBy !== null && approvedBy !== "rule" && state !== "rejected",
  );
  if (approved === undefined || approved.approvedAt === null) return null;
  return { at: approved.approvedAt, by: approved.approvedBy ?? "" };
}
