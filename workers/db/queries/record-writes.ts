/** The updates that recording makes, each guarded by what it stands on. */
import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { DAY_MS } from "../../domain/day.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import type { commissions } from "../schema/commissions.ts";
import { conversions } from "../schema/conversions.ts";

/** Writes the row over the one of the revision before. */
export function replaceConversion(row: typeof conversions.$inferSelect): SQL {
  const assignments = Object.entries(getTableColumns(conversions))
    .filter(([key]) => key !== "id")
    .map(([key, column]) => {
      const value = row[key as keyof typeof row];
      const driven = value === null ? null : column.mapToDriverValue(value);
      return sql`${sql.identifier(column.name)} = ${driven}`;
    });
  return sql`update conversions set ${sql.join(assignments, sql`, `)}
    where ${eq(conversions.id, row.id)} and ${eq(conversions.revision, row.revision - 1)}`;
}

export const supersedeCommission = (id: string, fromVersion: number, at: number): SQL =>
  sql`update commissions set superseded_at = ${at}, version = version + 1
    where id = ${id} and version = ${fromVersion} and superseded_at is null`;

/** Approves, rejects or takes back a commission; `row` is as it becomes. */
export const changeCommissionByHand = (row: typeof commissions.$inferSelect): SQL =>
  sql`update commissions set state = ${row.state}, reversed = ${row.reversed},
      held_reasons = ${JSON.stringify(row.heldReasons)}, approved_at = ${row.approvedAt},
      approved_by = ${row.approvedBy}, rejected_reason = ${row.rejectedReason},
      reversal_reason = ${row.reversalReason}, version = ${row.version}
    where id = ${row.id} and version = ${row.version - 1} and superseded_at is null`;

const inPayouts = (commissionIds: readonly string[]): SQL =>
  sql`json_each(${JSON.stringify(commissionIds)}) wanted
    cross join payout_items i on i.source_kind in ('commission', 'bonus')
      and i.source_id = wanted.value and i.released_at is null`;

/** How many of the commissions are in a live payout (rules.md 8). */
export const countInPayouts = (commissionIds: readonly string[]): SQL =>
  sql`select count(*) from ${inPayouts(commissionIds)}`;

/** One of the commissions that is in a live payout; `null` when none is. */
export async function findInPayout(
  db: Db,
  commissionIds: readonly string[],
): Promise<string | null> {
  const [row] = await rawRows<{ id: string }>(
    db,
    sql`select i.source_id as "id" from ${inPayouts(commissionIds)} limit 1`,
  );
  return row?.id ?? null;
}

/** Changes or ends a binding. */
export const changeBinding = (change: {
  readonly id: string;
  readonly fromVersion: number;
  readonly boundAt: number;
  readonly leadAt: number | null;
  readonly firstSaleAt: number | null;
  readonly rewardVersionId: string | null;
  readonly endedAt: number | null;
  readonly endReason: string | null;
}): SQL =>
  sql`update bindings set bound_at = ${change.boundAt}, lead_at = ${change.leadAt},
      first_sale_at = ${change.firstSaleAt}, reward_version_id = ${change.rewardVersionId},
      ended_at = ${change.endedAt}, end_reason = ${change.endReason}, version = version + 1
    where id = ${change.id} and version = ${change.fromVersion} and ended_at is null`;

export const moveOrderWinner = (from: string, to: string): SQL =>
  sql`update order_winners set conversion_id = ${to}, version = version + 1
    where conversion_id = ${from}`;

type CounterOf = { readonly programId: string; readonly mode: Mode; readonly key: string };

/** Brings a cap counter from `stored` to `value`; a counter without a row is 0. */
export const useCap = (
  counter: CounterOf & { readonly stored: number; readonly value: number },
): SQL =>
  sql`insert into cap_counters (program_id, mode, key, value)
    values (${counter.programId}, ${counter.mode}, ${counter.key}, ${counter.value})
    on conflict do update set value = excluded.value where value = ${counter.stored}`;

/** Gives back what a commission of another program took of a cap. */
export const returnCap = (counter: CounterOf & { readonly add: number }): SQL =>
  sql`update cap_counters set value = max(0, value - ${counter.add})
    where program_id = ${counter.programId} and mode = ${counter.mode} and key = ${counter.key}`;

/**
 * Customers' first sales free the commissions of leads that waited for them, within the lead window; also
 * leads of whoever was merged into them.
 */
export const releaseAwaitingLeads = (
  sales: readonly { readonly customerId: string; readonly saleAt: number }[],
  leadWindowDays: number,
): SQL =>
  sql`update commissions set awaits_sale = 0, version = version + 1
    where awaits_sale = 1 and superseded_at is null and conversion_id in (
      with recursive own (id, sale_at) as (
        select value ->> 0, value ->> 1
        from ${jsonRows(sales.map(({ customerId, saleAt }) => [customerId, saleAt]))}
        union
        select c.id, own.sale_at from own cross join customers c on c.merged_into_id = own.id
      )
      select c.id from own cross join conversions c on c.customer_id = own.id and c.type = 'lead'
        and c.occurred_at + ${leadWindowDays * DAY_MS} >= own.sale_at
    )`;
