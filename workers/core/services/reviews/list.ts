import { readCursor, toPage } from "../../../contract/page.ts";
import type { ReviewsPage, ReviewsQuery } from "../../../contract/reviews.ts";
import { type ReviewRow, selectReviewPage } from "../../../db/queries/reviews.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";
import { reviewAnswer } from "./review-answer.ts";

/**
 * What a person has to look at in a program, or has looked at; the latest first.
 * @throws ProblemError `program.not_found`; PermissionDenied
 */
export async function listReviews(ctx: ServiceContext, query: ReviewsQuery): Promise<ReviewsPage> {
  const { programId, mode } = await findScope(ctx, "review.read", query);
  const { state, limit } = query;
  const after = readCursor(query.cursor);
  const rows = await selectReviewPage(ctx.db, { programId, mode, state, limit: limit + 1, after });
  const position = ({ openedAt, resolvedAt, id }: ReviewRow) => ({
    value: resolvedAt ?? openedAt,
    id,
  });
  return toPage(rows, limit, position, reviewAnswer);
}
