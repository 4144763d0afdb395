import {
  selectClickedAffiliates,
  selectProgramsPayingClicks,
} from "../../../db/queries/click-bookings.ts";
import { addDays, dayInZone } from "../../../domain/calendar.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { allPages } from "../all-pages.ts";
import type { ServiceContext } from "../context.ts";
import { bookClickDays } from "./book-click-days.ts";

/** Late clicks are accepted for 29 days, so a day is looked at for 30. */
const DAYS = 30;

export type ClickRewardsReport = {
  readonly affiliates: number;
  readonly commissions: number;
  readonly failed: number;
};

/**
 * Books rewards per click for everybody with clicks in the last 30 days, in programs that pay them. One
 * who fails holds up nobody else: the next run books the difference.
 */
export async function bookClickRewards(ctx: ServiceContext): Promise<ClickRewardsReport> {
  assertAllowed(ctx.actor, "commission.book");
  const report = { affiliates: 0, commissions: 0, failed: 0 };
  const pages = allPages((after, limit) => selectProgramsPayingClicks(ctx.db, after, limit));
  for await (const { id: programId, timeZone } of pages) {
    const today = dayInZone(ctx.clock(), timeZone);
    const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS));
    const range = { fromDay: addDays(today, -DAYS), toDay: addDays(today, -1) };
    for (const { id } of await selectClickedAffiliates(ctx.db, programId, range)) {
      report.affiliates += 1;
      try {
        report.commissions += (await bookClickDays(ctx, id, days)).commissions;
      } catch (error) {
        report.failed += 1;
        ctx.logger.error("click_rewards.not_booked", { affiliate: id, error });
      }
    }
  }
  return report;
}
