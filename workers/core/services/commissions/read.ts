/** Commissions for those who may see them, and why each is what it is (checklist T10). */
import type {
  CommissionAnswer,
  CommissionsPage,
  CommissionsQuery,
  CommissionTrace,
} from "../../../contract/commissions.ts";
import { problem } from "../../../contract/problem.ts";
import {
  findAffiliateOwner,
  findCommissionWithTrace,
  findRewardNames,
  selectCommissionPage,
} from "../../../db/queries/commissions.ts";
import type { commissions } from "../../../db/schema/commissions.ts";
import { explainInWords } from "../../../domain/explain-in-words.ts";
import type { Mode } from "../../../domain/mode.ts";
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
  assertAllowed(ctx.actor, "commission.read", { noun: "affiliate", ...owner });
  const [eventAt, id] = query.cursor?.split(".") ?? [];
  const rows = await selectCommissionPage(ctx.db, {
    affiliateId: query.affiliate_id,
    mode: modeOf(ctx),
    limit: query.limit + 1,
    after: id === undefined ? null : { eventAt: Number(eventAt), id },
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > page.length && last !== undefined;
  return {
    commissions: page.map(commissionAnswer),
    next_cursor: more ? `${last.eventAt}.${last.id}` : null,
  };
}

/** A key sees its own mode; others see what is live. */
const modeOf = ({ actor }: ServiceContext): Mode =>
  actor.kind === "api_key" ? actor.mode : "live";

/**
 * Why the commission's affiliate was credited, by which rule, and how its amount came about.
 * @throws ProblemError `commission.not_found`; PermissionDenied
 */
export async function readTrace(ctx: ServiceContext, id: string): Promise<CommissionTrace> {
  assertAllowed(ctx.actor, "commission.read");
  const found = await findCommissionWithTrace(ctx.db, id);
  if (found === null) throw commissionNotFound();
  const { commission, organizationId, trace } = found;
  const { programId, mode } = commission;
  assertAllowed(ctx.actor, "commission.read", {
    noun: "commission",
    organizationId,
    programId,
    mode,
  });
  const rewardNames = await findRewardNames(ctx.db, programId);
  return {
    commission: commissionAnswer(commission),
    attribution: {
      sentences:
        trace === null ? [] : traceInWords(trace, { role: "merchant", level: commission.level }),
      trace,
    },
    amount: {
      sentences: explainInWords(commission.explanation, "en", rewardNames),
      steps: commission.explanation,
    },
  };
}

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
    event_at: new Date(row.eventAt).toISOString(),
    matures_at: new Date(row.maturesAt).toISOString(),
  };
}
