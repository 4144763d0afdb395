import { deleteIdempotencyRecordsBefore } from "../../../db/queries/idempotency.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";

/** Kept at least this long; that a sale is one sale for ever is held by constraints, not by these. */
export const KEPT_DAYS = 30;
const ROWS_PER_STEP = 1_000;
const STEPS_MAX = 100;

/** Deletes answers older than 30 days, in steps that D1 takes easily. Answers how many. */
export async function pruneIdempotencyRecords(ctx: ServiceContext): Promise<number> {
  const before = ctx.clock() - KEPT_DAYS * DAY_MS;
  let deleted = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const count = await deleteIdempotencyRecordsBefore(ctx.db, before, ROWS_PER_STEP);
    deleted += count;
    if (count < ROWS_PER_STEP) break;
  }
  return deleted;
}
