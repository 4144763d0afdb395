/** Day totals of clicks: written as absolute values with the counter's sequence, so that nothing counts twice. */
import { sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { WriteBatch } from "../batch.ts";
import { jsonRows } from "../json-list.ts";

/** Whose totals they are. */
export type CounterOwner = { readonly programId: string; readonly affiliateId: string };

type Totals = {
  readonly mode: Mode;
  /** `YYYY-MM-DD` in the program's zone. */
  readonly day: string;
  readonly clicks: number;
  readonly uniques: number;
  readonly bots: number;
  /** Of the counter's row that changed them last. */
  readonly seq: number;
};
export type LinkDay = Totals & {
  readonly link: string;
  readonly overCap: number;
  readonly refused: number;
};
export type ValueDay = Totals & { readonly dimension: string; readonly value: string };

/**
 * Writes totals by link; an older sequence than the stored one changes nothing. A link that is not the
 * affiliate's is left out: its foreign key would stop every total after it.
 */
export function putLinkDays(
  batch: WriteBatch,
  owner: CounterOwner,
  rows: readonly LinkDay[],
): void {
  if (rows.length === 0) return;
  const values = rows.map((row) => [
    row.mode,
    row.day,
    row.link,
    row.clicks,
    row.uniques,
    row.bots,
    row.overCap,
    row.refused,
    row.seq,
  ]);
  batch.add(sql`insert into click_days
      (program_id, affiliate_id, mode, day, link_id, clicks, uniques, bots, over_cap, refused, seq)
    select ${owner.programId}, ${owner.affiliateId}, value ->> 0, value ->> 1, l.id, value ->> 3,
      value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
    from ${jsonRows(values)} join links l
      on l.id = value ->> 2 and l.affiliate_id = ${owner.affiliateId}
    where true
    on conflict do update set clicks = excluded.clicks, uniques = excluded.uniques,
      bots = excluded.bots, over_cap = excluded.over_cap, refused = excluded.refused,
      seq = excluded.seq
    where excluded.seq > seq`);
}

/** Writes totals by one dimension; an older sequence than the stored one changes nothing. */
export function putValueDays(
  batch: WriteBatch,
  owner: CounterOwner,
  rows: readonly ValueDay[],
): void {
  if (rows.length === 0) return;
  const values = rows.map((row) => [
    row.mode,
    row.day,
    row.dimension,
    row.value,
    row.clicks,
    row.uniques,
    row.bots,
    row.seq,
  ]);
  batch.add(sql`insert into click_day_values
      (program_id, affiliate_id, mode, day, dimension, value, clicks, uniques, bots, seq)
    select ${owner.programId}, ${owner.affiliateId}, value ->> 0, value ->> 1, value ->> 2,
      value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
    from ${jsonRows(values)} where true
    on conflict do update set clicks = excluded.clicks, uniques = excluded.uniques,
      bots = excluded.bots, seq = excluded.seq
    where excluded.seq > seq`);
}
