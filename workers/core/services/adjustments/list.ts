import type { AdjustmentsPage, AdjustmentsQuery } from "../../../contract/adjustments.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectAdjustmentPage } from "../../../db/queries/adjustments.ts";
import { isOfMerchant } from "../../../domain/actor.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";
import { adjustmentAnswer } from "./answer.ts";

/**
 * Adjustments of an affiliate, or of a whole program, the latest first.
 * @throws ProblemError `affiliate.not_found`, `program.not_found`; PermissionDenied
 */
export async function listAdjustments(
  ctx: ServiceContext,
  query: AdjustmentsQuery,
): Promise<AdjustmentsPage> {
  const scope = await findScope(ctx, "adjustment.read", query);
  const rows = await selectAdjustmentPage(ctx.db, {
    ...scope,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  });
  const forAffiliate = !isOfMerchant(ctx.actor, scope.organizationId);
  return toPage(
    rows,
    query.limit,
    ({ createdAt, id }) => ({ value: createdAt, id }),
    (row) => adjustmentAnswer(row, forAffiliate),
  );
}
