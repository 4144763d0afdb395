import {
  deleteEndedSessions,
  deleteExpiredVerifications,
  deleteOldDevices,
  deleteOldThrottles,
} from "../../../db/queries/expired-sign-ins.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";
import { deleteInSteps } from "../delete-in-steps.ts";

/** A device that was not seen for a year is told of as a new one. */
export const DEVICES_KEPT_DAYS = 365;

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
