/** Commissions for those who may see them, and why each is what it is (checklist T10). */
import type {
  CommissionAnswer,
  CommissionsPage,
  CommissionsQuery,
  CommissionTrace,
} from "../../../contract/commissions.ts";
import { isoTime } from "../../../contract/fields.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import {
  findAffiliateOwner,
  findCommissionWithTrace,
  findRewardNames,
  selectCommissionPage,
} from "../../../db/queries/commissions.ts";
import type { commissions } from "../../../db/schema/commissions.ts";
import { type Actor, modeOf } from "../../../domain/actor.ts";
import { explainInWords } from "../../../domain/explain-in-words.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { traceInWords } from "../../../domain/trace-words.ts";
import type { ServiceContext } from "../context.ts";

const affiliateNotFound = problem("affiliate.not_found");
const commissionNotFound = problem("commission.not_found");

/**
 * An affiliate's commissions, the latest event first.
 * @throws ProblemError `affiliate.not_found`; PermissionDenied
 */
export async function listCommissions(
  ctx: ServiceContext,
  query: CommissionsQuery,
): Promise<CommissionsPage> {
  assertAllowed(ctx.actor, "commission.read");
  const owner = await findAffiliateOwner(ctx.db, query.affiliate_id);
  if (owner === null) throw affiliateNotFound();
  assertAllowed(ctx.actor, "commission.read", {
    noun: "affiliate",
    ...owner,
    affiliateId: query.affiliate_id,
  });
  const rows = await selectCommissionPage(ctx.db, {
    affiliateId: query.affiliate_id,
    mode: modeOf(ctx.actor),
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
  const isHis = isOwnAffiliate(ctx.actor, affiliateId);
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

const isOwnAffiliate = (actor: Actor, affiliateId: string): boolean =>
  actor.kind === "user" && actor.affiliates.some((one) => one.affiliateId === affiliateId);

function commissionAnswer(row: typeof commissions.$inferSelect): CommissionAnswer {
  return {
    id: row.id,
    affiliate_id: row.affiliateId,
    conversion_id: row.conversionId,
    kind: row.kind,
    level: row.level,
    item: row.itemKey === "whole" ? null : row.itemKey,
    base: row.base,
    amount: row.amount,
    reversed: row.reversed,
    currency: row.currency,
    state: row.state,
    held_reasons: row.heldReasons,
    awaits_sale: row.awaitsSale,
    approved: row.approvedAt !== null,
    event_at: isoTime(row.eventAt),
    matures_at: isoTime(row.maturesAt),
  };
}
