import { WriteBatch } from "../../../db/batch.ts";
import {
  firstClickDay,
  rollUpDay,
  selectDaysToRollUp,
  selectProgramZones,
} from "../../../db/queries/click-roll-up.ts";
import { addDays, dayInZone } from "../../../domain/calendar.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { allPages } from "../all-pages.ts";
import type { ServiceContext } from "../context.ts";

const HOUR_MS = 3_600_000;
/** A day is closed when its counters had this long to write their last totals. */
const CLOSED_AFTER_MS = 10 * 60_000;
/** Late packs are accepted for 29 days, so days further back change only by imports. */
const WINDOW_DAYS = 35;
/** Each takes four statements, and an invocation may make a thousand. */
const DAYS_A_RUN = 150;

export type RollUpReport = { readonly programs: number; readonly days: number };

/**
 * Rolls up every closed day whose totals differ from what was rolled up: in the last five weeks each
 * time, and in one older window of five weeks in turn, so that imported history is found within hours.
 * Repeats change nothing.
 */
export async function rollUpClickDays(ctx: ServiceContext): Promise<RollUpReport> {
  assertAllowed(ctx.actor, "click.record");
  let programs = 0;
  let days = 0;
  const pages = allPages((after, limit) => selectProgramZones(ctx.db, after, limit));
  for await (const { id, timeZone } of pages) {
    programs += 1;
    const closed = addDays(dayInZone(ctx.clock() - CLOSED_AFTER_MS, timeZone), -1);
    const first = await firstClickDay(ctx.db, id);
    if (first === null || first > closed) continue;
    for (const window of windowsOf(first, closed, ctx.clock())) {
      const limit = DAYS_A_RUN - days;
      if (limit > 0) days += await rollUpWindow(ctx, id, { ...window, limit });
    }
  }
  return { programs, days };
}

/** The last window, and the older one whose turn it is in this hour. */
function windowsOf(first: string, closed: string, now: number) {
  const recent = { fromDay: addDays(closed, 1 - WINDOW_DAYS), toDay: closed };
  const older: { fromDay: string; toDay: string }[] = [];
  for (let toDay = addDays(recent.fromDay, -1); toDay >= first; ) {
    const fromDay = addDays(toDay, 1 - WINDOW_DAYS);
    older.push({ fromDay, toDay });
    toDay = addDays(fromDay, -1);
  }
  const turn = older[Math.floor(now / HOUR_MS) % Math.max(older.length, 1)];
  return turn ? [recent, turn] : [recent];
}

async function rollUpWindow(
  ctx: ServiceContext,
  programId: string,
  window: { fromDay: string; toDay: string; limit: number },
): Promise<number> {
  const days = await selectDaysToRollUp(ctx.db, programId, window);
  for (const day of days) {
    const batch = new WriteBatch(ctx.db);
    rollUpDay(batch, programId, day);
    await batch.commit();
  }
  return days.length;
}
