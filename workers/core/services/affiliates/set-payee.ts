import type { AffiliateAnswer } from "../../../contract/affiliates.ts";
import { problem } from "../../../contract/problem.ts";
import { findPayee } from "../../../db/queries/payees.ts";
import type { ServiceContext } from "../context.ts";
import { changeMembership } from "./change.ts";

const payeeNotFound = problem("payee.not_found");
const ofAnother = problem("payee.of_another_person");

/**
 * Says who is paid for an affiliate from now on; what was earned stays with the earlier payee (rules.md 8).
 * An affiliate with an account is paid through his own payee, one without through one of the team's.
 * @throws ProblemError `affiliate.not_found`, `payee.not_found`, `payee.of_another_person`
 */
export const setPayee = (
  ctx: ServiceContext,
  affiliateId: string,
  payeeId: string,
): Promise<AffiliateAnswer> =>
  changeMembership(
    ctx,
    "affiliate.set_payee",
    affiliateId,
    async ({ affiliate, organizationId }) => {
      const payee = await findPayee(ctx.db, payeeId);
      if (payee === null || payee.organizationId !== organizationId) throw payeeNotFound();
      if (payee.userId !== affiliate.userId) {
        const isOwn = ctx.actor.kind === "user" && ctx.actor.id === affiliate.userId;
        throw isOwn ? payeeNotFound() : ofAnother();
      }
      if (affiliate.payeeId === payeeId) return null;
      return { row: { payeeId }, before: { payeeId: affiliate.payeeId }, after: { payeeId } };
    },
  );
