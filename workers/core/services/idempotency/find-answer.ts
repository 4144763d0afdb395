import { problem } from "../../../contract/problem.ts";
import { findIdempotencyRecord } from "../../../db/queries/idempotency.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";

const keyReused = problem("idempotency.key_reused");

export type RecordedAnswer = { readonly status: number; readonly body: unknown };

/**
 * The first answer to this caller's key; `null` when there is none yet.
 * @throws ProblemError `idempotency.key_reused` when it was given to another body or route
 */
export async function findAnswer(
  ctx: ServiceContext,
  request: IdempotencyRequest,
): Promise<RecordedAnswer | null> {
  const record = await findIdempotencyRecord(ctx.db, request.callerId, request.key);
  if (record === null) return null;
  if (record.bodyHash !== request.bodyHash) throw keyReused();
  return { status: record.status, body: record.answer };
}
