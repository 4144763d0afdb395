import type { idempotencyRecords } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";

/**
 * The record of an answer, for the batch of the write that it answers:
 * `batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer))`. No row when the caller sent no
 * key; `null` for an answer without a body (204). Its primary key makes the second of two calls at once fail with its whole batch.
 */
export function idempotencyRow(
  ctx: ServiceContext,
  status: number,
  answer: unknown,
): (typeof idempotencyRecords.$inferInsert)[] {
  if (ctx.idempotency === null) return [];
  return [{ ...ctx.idempotency, status, answer: answer ?? {}, createdAt: ctx.clock() }];
}
