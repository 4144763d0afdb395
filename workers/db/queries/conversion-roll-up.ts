/** Rolling closed days of conversions up to rows of the program, as absolute values. */
import { type SQL, sql } from "drizzle-orm";
import { VALUES_MAX } from "../../domain/click-counts.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db, WriteBatch } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import { countedOf, FACTS, SUMS } from "./conversion-facts.ts";

/** Kept whole, since a link is found by its name: as many as there are. */
const KEPT_WHOLE = "link";
const DIMENSIONS = JSON.stringify(Object.keys(FACTS));

export type ConversionDay = {
  readonly programId: string;
  readonly mode: Mode;
  readonly day: string;
};

/** Programs and their zones: the first `limit` whose id comes after `after`. */
export const selectZones = (db: Db, after: string, limit: number) =>
  rawRows<{ id: string; timeZone: string }>(
    db,
    sql`select id as "id", time_zone as "timeZone" from programs
      where id > ${after} order by id limit ${limit}`,
  );

/** The latest days up to `toDay` that have conversions and are not rolled up. A seek for each day. */
export const selectUnrolledDays = (
  db: Db,
  { programId, mode, toDay, limit }: Omit<ConversionDay, "day"> & { toDay: string; limit: number },
) =>
  rawRows<{ day: string }>(
    db,
    sql`with recursive days (day) as (
        select max(day) from conversions
        where program_id = ${programId} and mode = ${mode} and day <= ${toDay}
        union all
        select (select max(c.day) from conversions c
          where c.program_id = ${programId} and c.mode = ${mode} and c.day < days.day)
        from days where days.day is not null
      )
      select day as "day" from days where day is not null and not exists (
        select 1 from rolled_conversion_days r
        where r.program_id = ${programId} and r.mode = ${mode} and r.day = days.day)
      limit ${limit}`,
  );

/**
 * Replaces the roll-up of a day and marks it. The batch reads the conversions itself, and D1 runs one batch
 * after the other: what is marked is what was read.
 */
export function rollUpConversionDay(
  batch: WriteBatch,
  { programId, mode, day }: ConversionDay,
  at: number,
): void {
  batch.add(sql`delete from program_conversion_days where program_id = ${programId}
    and mode = ${mode} and dimension in (select value from json_each(${DIMENSIONS}))
    and day = ${day}`);
  batch.add(sql`insert into program_conversion_days (program_id, mode, day, dimension, value, leads,
      sales, events, new_customers, revenue, commission, refunds)
    with counted as materialized (
      select ${namedFacts()}, ${countedOf("all")} from conversions c
      where c.program_id = ${programId} and c.mode = ${mode} and c.day = ${day}
        and c.affiliate_id is not null
    ), named as (
      select d.value as dimension, coalesce(${factOf(sql`d.value`)}, '') as value, ${SUMS}
      from counted cross join json_each(${DIMENSIONS}) d group by 1, 2
    ), placed as (
      select *, row_number() over (partition by dimension
        order by value in ('', '(other)'), leads + sales + events desc, value) as place
      from named
    )
    select ${programId}, ${mode}, ${day}, dimension,
      case when place <= ${VALUES_MAX} or value = '' or dimension = ${KEPT_WHOLE}
        then value else '(other)' end as kept, ${SUMS}
    from placed group by dimension, kept`);
  batch.add(sql`insert into rolled_conversion_days (program_id, mode, day, rolled_at)
    values (${programId}, ${mode}, ${day}, ${at})
    on conflict do update set rolled_at = excluded.rolled_at`);
}

const namedFacts = (): SQL =>
  sql.join(
    Object.entries(FACTS).map(([name, fact]) => sql`${fact} as ${sql.identifier(name)}`),
    sql`, `,
  );

const factOf = (dimension: SQL): SQL =>
  sql`case ${dimension} ${sql.join(
    Object.keys(FACTS).map((name) => sql`when ${name} then ${sql.identifier(name)}`),
    sql` `,
  )} end`;
