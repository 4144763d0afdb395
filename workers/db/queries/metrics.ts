/** The metrics of tiers, read from the day totals (rules.md 5). */
import { type SQL, sql } from "drizzle-orm";
import type { MetricRead } from "../../domain/commission.ts";
import type { Mode } from "../../domain/mode.ts";
import type { TierMetric } from "../../domain/reward.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

const SUM_OF: Readonly<Record<TierMetric, SQL>> = {
  sales: sql.raw("sum(case when type = 'sale' then earning else 0 end)"),
  leads: sql.raw("sum(case when type = 'lead' then conversions else 0 end)"),
  customers: sql.raw("sum(new_customers)"),
  revenue: sql.raw("sum(revenue)"),
};

/** Days compare as text: these stand for no limit. */
const FIRST_DAY = "0000-00-00";
const LAST_DAY = "9999-99-99";

/** The value of one metric as a scalar expression, to be read or to be asserted in a batch. */
export function metricValue({ programId, mode }: Scope, read: MetricRead): SQL {
  return sql`select coalesce(${SUM_OF[read.metric]}, 0) from conversion_days
    where program_id = ${programId} and mode = ${mode} and affiliate_id = ${read.affiliateId}
      and day between ${read.fromDay ?? FIRST_DAY} and ${read.toDay ?? LAST_DAY}`;
}

/** The values of metrics, by key: a statement for each, since D1 takes 100 parameters and few UNIONs. */
export async function selectMetrics(
  db: Db,
  scope: Scope,
  reads: readonly MetricRead[],
): Promise<Map<string, number>> {
  const [first, ...others] = reads.map((read) =>
    rawRows<{ key: string; value: number }>(
      db,
      sql`select ${read.key} as "key", (${metricValue(scope, read)}) as "value"`,
    ),
  );
  if (first === undefined) return new Map();
  const rows = (await db.batch([first, ...others])).flat();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Values of cap counters by key; one without a row is not in the map. */
export async function selectCounters(
  db: Db,
  { programId, mode }: Scope,
  keys: readonly string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await rawRows<{ key: string; value: number }>(
    db,
    sql`
    select c.key as "key", c.value as "value" from ${jsonRows(keys.map((key) => [key]))} wanted
    cross join cap_counters c on c.program_id = ${programId} and c.mode = ${mode}
      and c.key = wanted.value ->> 0`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}
