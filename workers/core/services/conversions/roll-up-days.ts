import { WriteBatch } from "../../../db/batch.ts";
import {
  rollUpConversionDay,
  selectUnrolledDays,
  selectZones,
} from "../../../db/queries/conversion-roll-up.ts";
import { addDays, dayInZone } from "../../../domain/calendar.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { allPages } from "../all-pages.ts";
import type { ServiceContext } from "../context.ts";

/** A day with 11,000 conversions takes D1 a part of a second, in which nobody else is served. */
const DAYS_A_RUN = 100;
const MODES = ["live", "test"] as const;

export type ConversionRollUpReport = { readonly programs: number; readonly days: number };

/**
 * Rolls up every day before today that has conversions and no roll-up which is exactly what they say, the
 * latest first, a hundred a run. Repeats change nothing, and reports are the same before and after.
 */
export async function rollUpConversionDays(ctx: ServiceContext): Promise<ConversionRollUpReport> {
  assertAllowed(ctx.actor, "conversion.record");
  let programs = 0;
  let days = 0;
  for await (const { id, timeZone } of allPages((after, limit) =>
    selectZones(ctx.db, after, limit),
  )) {
    programs += 1;
    for (const mode of MODES) {
      if (days >= DAYS_A_RUN) return { programs, days };
      const scope = { programId: id, mode };
      const toDay = addDays(dayInZone(ctx.clock(), timeZone), -1);
      const limit = DAYS_A_RUN - days;
      const unrolled = await selectUnrolledDays(ctx.db, { ...scope, toDay, limit });
      for (const { day } of unrolled) {
        const batch = new WriteBatch(ctx.db);
        rollUpConversionDay(batch, { ...scope, day }, ctx.clock());
        await batch.commit();
      }
      days += unrolled.length;
    }
  }
  return { programs, days };
}
