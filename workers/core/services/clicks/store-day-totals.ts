import { WriteBatch } from "../../../db/batch.ts";
import {
  type CounterOwner,
  type LinkDay,
  putLinkDays,
  putValueDays,
  type ValueDay,
} from "../../../db/queries/click-days.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/** Rows a statement: one bound text holds them, and D1 takes at most 2 MB of it. */
const ROWS_A_STATEMENT = 1_000;
/** Statements a batch. */
const STATEMENTS_A_BATCH = 10;

function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    yield rows.slice(start, start + ROWS_A_STATEMENT);
  }
}

/**
 * Writes what an affiliate's counter has counted, as absolute values with its sequence: neither a repeat
 * nor a late write changes anything. Values come before links, because the roll-up of a closed day goes
 * by its totals by link. @throws what D1 throws; part of the totals may be written then.
 */
export async function storeDayTotals(
  ctx: ServiceContext,
  owner: CounterOwner,
  totals: { readonly links: readonly LinkDay[]; readonly values: readonly ValueDay[] },
): Promise<void> {
  assertAllowed(ctx.actor, "click.record");
  const writes = [
    ...chunksOf(totals.values).map((rows) => (batch: WriteBatch) => {
      putValueDays(batch, owner, rows);
    }),
    ...chunksOf(totals.links).map((rows) => (batch: WriteBatch) => {
      putLinkDays(batch, owner, rows);
    }),
  ];
  for (let start = 0; start < writes.length; start += STATEMENTS_A_BATCH) {
    const batch = new WriteBatch(ctx.db);
    for (const write of writes.slice(start, start + STATEMENTS_A_BATCH)) write(batch);
    await batch.commit();
  }
}
