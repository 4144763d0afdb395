import type { Db } from "../../../db/batch.ts";
import {
  deleteEndedSessions,
  deleteExpiredVerifications,
  deleteOldDevices,
  deleteOldThrottles,
} from "../../../db/queries/expired-sign-ins.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";

/** A device that was not seen for a year is told of as a new one. */
export const DEVICES_KEPT_DAYS = 365;
const ROWS_PER_STEP = 1_000;
const STEPS_MAX = 100;

type Delete = (db: Db, at: number, limit: number) => Promise<number>;

/** In steps that D1 takes easily. */
async function deleteInSteps(ctx: ServiceContext, deleteStep: Delete, at: number): Promise<number> {
  let deleted = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const count = await deleteStep(ctx.db, at, ROWS_PER_STEP);
    deleted += count;
    if (count < ROWS_PER_STEP) break;
  }
  return deleted;
}

/**
 * Deletes what signing in leaves behind: sessions and links that have ended, counts of tries that mean
 * nothing any more, devices not seen for a year. Answers how many of all.
 */
export async function pruneSignIns(ctx: ServiceContext): Promise<number> {
  const now = ctx.clock();
  return (
    (await deleteInSteps(ctx, deleteEndedSessions, now)) +
    (await deleteInSteps(ctx, deleteExpiredVerifications, now)) +
    (await deleteInSteps(ctx, deleteOldThrottles, now)) +
    (await deleteInSteps(ctx, deleteOldDevices, now - DEVICES_KEPT_DAYS * DAY_MS))
  );
}
