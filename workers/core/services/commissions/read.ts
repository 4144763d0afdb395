/** Commissions for those who may see them, and why each is what it is (checklist T10). */
import type {
  CommissionAnswer,
  CommissionsPage,
  CommissionsQuery,
  CommissionTrace,
} from "../../../contract/commissions.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import {
  findCommissionWithTrace,
  findRewardNames,
  selectCommissionPage,
} from "../../../db/queries/commissions.ts";
import { isHimself } from "../../../domain/actor.ts";
import { explainInWords } from "../../../domain/explain-in-words.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { traceInWords } from "../../../domain/trace-words.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";
import { commissionAnswer } from "./commission-answer.ts";

const commissionNotFound = problem("commission.not_found");

/**
 * Commissions in force of an affiliate, or of a whole program, the latest event first.
 * @throws ProblemError `affiliate.not_found`, `program.not_found`; PermissionDenied
 */
export async function listCommissions(
  ctx: ServiceContext,
  query: CommissionsQuery,
): Promise<CommissionsPage> {
  const scope = await findScope(ctx, "commission.read", query);
  const rows = await selectCommissionPage(ctx.db, {
    ...scope,
    state: query.state ?? null,
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  return toPage(rows, query.limit, ({ eventAt, id }) => ({ value: eventAt, id }), commissionAnswer);
}

/** @throws ProblemError `commission.not_found`; PermissionDenied */
export async function readCommission(ctx: ServiceContext, id: string): Promise<CommissionAnswer> {
  return commissionAnswer((await findForReading(ctx, id)).commission);
}

async function findForReading(ctx: ServiceContext, id: string) {
  assertAllowed(ctx.actor, "commission.read");
  const found = await findCommissionWithTrace(ctx.db, id);
  if (found === null) throw commissionNotFound();
  const { organizationId } = found;
  const { programId, affiliateId, mode } = found.commission;
  assertAllowed(ctx.actor, "commission.read", {
    noun: "commission",
    organizationId,
    programId,
    affiliateId,
    mode,
  });
  return found;
}

/**
 * Why the commission's affiliate was credited, by which rule, and how its amount came about.
 * @throws ProblemError `commission.not_found`; PermissionDenied
 */
export async function readTrace(ctx: ServiceContext, id: string): Promise<CommissionTrace> {
  const { commission, trace } = await findForReading(ctx, id);
  const { affiliateId, level } = commission;
  const isHis = isHimself(ctx.actor, affiliateId);
  const reader = isHis
    ? ({ role: "affiliate", affiliateId } as const)
    : ({ role: "merchant", level } as const);
  const rewardNames = await findRewardNames(ctx.db, commission.programId);
  return {
    commission: commissionAnswer(commission),
    attribution: {
      sentences: trace === null ? [] : traceInWords(trace, reader),
      // Whom else the decision considered is the merchant's to know.
      trace: isHis ? null : trace,
    },
    amount: {
      sentences: explainInWords(commission.explanation, "en", rewardNames),
      steps: commission.explanation,
    },
  };
}
