import { problem } from "../../../contract/problem.ts";
import type { ReviewAnswer } from "../../../contract/reviews.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findReview, resolveReview as resolveRow } from "../../../db/queries/reviews.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { reviewAnswer } from "./review-answer.ts";

const reviewNotFound = problem("review.not_found");
const alreadyResolved = problem("review.resolved");

/**
 * Closes a review with what was decided, in words. It changes nothing else: what has to be done about
 * the conversions is done by their own verbs.
 * @throws ProblemError `review.not_found`, `review.resolved`; PermissionDenied
 */
export function resolveReview(
  ctx: ServiceContext,
  reviewId: string,
  resolution: string,
): Promise<ReviewAnswer> {
  assertAllowed(ctx.actor, "review.resolve");
  return retryLostRace(async () => {
    const found = await findReview(ctx.db, reviewId);
    if (found === null) throw reviewNotFound();
    const { review, organizationId } = found;
    const { programId, mode } = review;
    const resource = { noun: "review", organizationId, programId, mode } as const;
    assertAllowed(ctx.actor, "review.resolve", resource);
    if (review.resolvedAt !== null) throw alreadyResolved();
    const event = auditRow(ctx, {
      organizationId,
      programId,
      action: "review.resolve",
      subjectId: reviewId,
      before: null,
      after: { kind: review.kind },
    });
    const at = event.at;
    const by = event.actorId;
    const answer = reviewAnswer({ ...review, resolvedAt: at, resolvedBy: by, resolution });
    const batch = new WriteBatch(ctx.db);
    batch.guarded(resolveRow(reviewId, { resolution, by, at }));
    batch.insert(auditEvents, [event]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
}
