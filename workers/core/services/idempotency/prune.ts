import { deleteIdempotencyRecordsBefore } from "../../../db/queries/idempotency.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";
import { deleteInSteps } from "../delete-in-steps.ts";

/** Kept at least this long; that a sale is one sale for ever is held by constraints, not by these. */
export const KEPT_DAYS = 30;

/** Deletes answers older than 30 days, in steps that D1 takes easily. Answers how many. */
export const pruneIdempotencyRecords = (ctx: ServiceContext): Promise<number> =>
  deleteInSteps(ctx, deleteIdempotencyRecordsBefore, ctx.clock() - KEPT_DAYS * DAY_MS);
