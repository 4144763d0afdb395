/** Day totals beside the conversions that they are made from, a day at a time. */
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { conversionDays } from "../schema/conversion-days.ts";
import { conversions } from "../schema/conversions.ts";
import { selectCommissions } from "./conversions.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

/** The next day behind `after` that has conversions or totals; `null` when there is none. */
export async function nextDay(
  db: Db,
  { programId, mode }: Scope,
  after: string,
): Promise<string | null> {
  const [row] = await rawRows<{ day: string | null }>(
    db,
    sql`select min(day) day from (
      select min(day) day from conversions
      where program_id = ${programId} and mode = ${mode} and day > ${after}
      union all
      select min(day) from conversion_days
      where program_id = ${programId} and mode = ${mode} and day > ${after})`,
  );
  return row?.day ?? null;
}

export const selectDayTotals = (db: Db, { programId, mode }: Scope, day: string) =>
  db
    .select()
    .from(conversionDays)
    .where(
      and(
        eq(conversionDays.programId, programId),
        eq(conversionDays.mode, mode),
        eq(conversionDays.day, day),
      ),
    );

/** The next conversions of a day, with their commissions in force; in the order of their index. */
export async function selectConversionsOfDay(
  db: Db,
  { programId, mode }: Scope,
  { day, after, limit }: { readonly day: string; readonly after: number; readonly limit: number },
) {
  const rowid = sql<number>`${conversions}.rowid`;
  const found = await db
    .select({ row: conversions, position: rowid })
    .from(conversions)
    .where(
      and(
        eq(conversions.programId, programId),
        eq(conversions.mode, mode),
        eq(conversions.day, day),
        gt(rowid, after),
      ),
    )
    .orderBy(asc(rowid))
    .limit(limit);
  const ids = found.map(({ row }) => row.id);
  const commissions = ids.length === 0 ? [] : await selectCommissions(db, ids);
  return { found, commissions };
}
