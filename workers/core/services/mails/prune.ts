import { deleteMailsBefore, giveUpMailsBefore } from "../../../db/queries/mails.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";
import { deleteInSteps } from "../delete-in-steps.ts";

/** A mail holds a person's address: kept no longer than it takes to answer "did you write to me?". */
export const KEPT_DAYS = 90;
/** Beyond the queue's hundred tries; its links have expired by then. */
export const WAITS_DAYS = 7;

/**
 * Gives up mails that have waited for 7 days, which empties what they hold, and deletes those older than
 * 90 days, in steps that D1 takes easily. Answers how many were deleted.
 */
export async function pruneMails(ctx: ServiceContext): Promise<number> {
  const now = ctx.clock();
  const givenUp = await giveUpMailsBefore(ctx.db, now - WAITS_DAYS * DAY_MS, "it waited too long");
  if (givenUp > 0) ctx.logger.warn("mail.given_up", { mails: givenUp });
  return deleteInSteps(ctx, deleteMailsBefore, now - KEPT_DAYS * DAY_MS);
}
