import { deleteMailsBefore, giveUpMailsBefore } from "../../../db/queries/mails.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";

/** A mail holds a person's address: kept no longer than it takes to answer "did you write to me?". */
export const KEPT_DAYS = 90;
/** Beyond the queue's hundred tries; its links have expired by then. */
export const WAITS_DAYS = 7;
const ROWS_PER_STEP = 1_000;
const STEPS_MAX = 100;

/**
 * Gives up mails that have waited for 7 days, which empties what they hold, and deletes those older than
 * 90 days, in steps that D1 takes easily. Answers how many were deleted.
 */
export async function pruneMails(ctx: ServiceContext): Promise<number> {
  const now = ctx.clock();
  const givenUp = await giveUpMailsBefore(ctx.db, now - WAITS_DAYS * DAY_MS, "it waited too long");
  if (givenUp > 0) ctx.logger.warn("mail.given_up", { mails: givenUp });
  let deleted = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const count = await deleteMailsBefore(ctx.db, now - KEPT_DAYS * DAY_MS, ROWS_PER_STEP);
    deleted += count;
    if (count < ROWS_PER_STEP) break;
  }
  return deleted;
}
