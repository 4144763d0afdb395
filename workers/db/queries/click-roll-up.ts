/** Rolling closed days of clicks up to rows of the program, as absolute values. */
import { sql } from "drizzle-orm";
import { VALUES_MAX } from "../../domain/click-counts.ts";
import { CLICK_DIMENSIONS } from "../../domain/click-facts.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db, WriteBatch } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";

/** Dimension that holds a day's totals, under the value `''`. */
export const TOTALS = "";
/** Dimension that holds totals by affiliate, however many there are. */
export const BY_AFFILIATE = "affiliate";
const KEPT = JSON.stringify([TOTALS, BY_AFFILIATE, ...CLICK_DIMENSIONS]);

export type ProgramDay = { readonly mode: Mode; readonly day: string };

/** Programs with clicks, and their zones: the first `limit` whose id comes after `after`. */
export const selectProgramZones = (db: Db, after: string, limit: number) =>
  rawRows<{ id: string; timeZone: string }>(
    db,
    sql`select id as "id", time_zone as "timeZone" from programs
      where id > ${after} and time_zone_fixed_at is not null order by id limit ${limit}`,
  );

/** The first day with clicks of a program; `null` without any. */
export async function firstClickDay(db: Db, programId: string): Promise<string | null> {
  const [row] = await rawRows<{ day: string | null }>(
    db,
    sql`select min(day) as "day" from (
      select min(day) as day from click_days where program_id = ${programId} and mode = 'live'
      union all
      select min(day) from click_days where program_id = ${programId} and mode = 'test')`,
  );
  return row?.day ?? null;
}

/**
 * Days from `fromDay` to `toDay` (both inclusive) whose roll-up is missing or says something else than
 * the rows of the affiliates do: a late click changes a day's totals.
 */
export const selectDaysToRollUp = (
  db: Db,
  programId: string,
  { fromDay, toDay, limit }: { fromDay: string; toDay: string; limit: number },
) =>
  rawRows<ProgramDay>(
    db,
    sql`select counted.mode as "mode", counted.day as "day" from (
        select mode, day, sum(clicks) as clicks, sum(uniques) as uniques, sum(bots) as bots
        from click_days where program_id = ${programId} and mode in ('live', 'test')
          and day between ${fromDay} and ${toDay}
        group by mode, day
      ) counted
      left join program_click_days rolled on rolled.program_id = ${programId}
        and rolled.mode = counted.mode and rolled.dimension = ${TOTALS}
        and rolled.day = counted.day and rolled.value = ''
      where rolled.clicks is not counted.clicks or rolled.uniques is not counted.uniques
        or rolled.bots is not counted.bots
      order by counted.day limit ${limit}`,
  );

/** Replaces the roll-up of a day: its totals, by affiliate, and by every dimension. */
export function rollUpDay(batch: WriteBatch, programId: string, { mode, day }: ProgramDay): void {
  const sums = sql`sum(clicks), sum(uniques), sum(bots)`;
  const into = sql`insert into program_click_days
    (program_id, mode, day, dimension, value, clicks, uniques, bots)`;
  const from = sql`from click_days
    where program_id = ${programId} and mode = ${mode} and day = ${day}`;
  batch.add(sql`delete from program_click_days where program_id = ${programId} and mode = ${mode}
    and dimension in (select value from json_each(${KEPT})) and day = ${day}`);
  batch.add(sql`${into} select ${programId}, ${mode}, ${day}, ${TOTALS}, '', ${sums} ${from}
    group by program_id`);
  batch.add(sql`${into} select ${programId}, ${mode}, ${day}, ${BY_AFFILIATE}, affiliate_id, ${sums}
    ${from} group by affiliate_id`);
  batch.add(sql`${into} select ${programId}, ${mode}, ${day}, dimension,
      case when place <= ${VALUES_MAX} then value else '(other)' end as name, ${sums}
    from (
      select dimension, value, sum(clicks) as clicks, sum(uniques) as uniques, sum(bots) as bots,
        row_number() over (
          partition by dimension order by value = '(other)', sum(clicks) desc, sum(bots) desc, value
        ) as place
      from click_day_values where program_id = ${programId} and mode = ${mode}
        and dimension in (select value from json_each(${KEPT})) and day = ${day}
      group by dimension, value
    ) group by dimension, name`);
}
