/** Customers: by who they say they are, whom they are bound to, and what they did before. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { ConversionType, Identity } from "../../domain/report.ts";
import type { Db } from "../batch.ts";
import { inList, jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { conversions } from "../schema/conversions.ts";
import { bindings, customerIdentities, customers } from "../schema/customers.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

export type WantedIdentity = { readonly origin: string } & Identity;

/** Customers who own one of the identities, followed to whom they were merged into. */
export const selectCustomersByIdentity = (
  db: Db,
  { programId, mode }: Scope,
  identities: readonly WantedIdentity[],
) =>
  rawRows<WantedIdentity & { customerId: string }>(
    db,
    sql`
    with recursive found (origin, kind, value, customer_id) as (
      select i.origin, i.kind, i.value, i.customer_id
      from ${jsonRows(identities.map((i) => [i.origin, i.kind, i.value]))} wanted
      cross join customer_identities i
        on i.program_id = ${programId} and i.mode = ${mode} and i.origin = wanted.value ->> 0
        and i.kind = wanted.value ->> 1 and i.value = wanted.value ->> 2
      union
      select found.origin, found.kind, found.value, c.merged_into_id
      from found cross join customers c on c.id = found.customer_id
      where c.merged_into_id is not null
    )
    select found.origin as "origin", found.kind as "kind", found.value as "value",
      found.customer_id as "customerId"
    from found cross join customers c on c.id = found.customer_id
    where c.merged_into_id is null`,
  );

/** The identities of the conversions' customers, in the shop of each conversion. */
export const selectIdentities = (db: Db, conversionIds: readonly string[]) =>
  db
    .select({
      conversionId: conversions.id,
      origin: customerIdentities.origin,
      kind: customerIdentities.kind,
      value: customerIdentities.value,
    })
    .from(conversions)
    .innerJoin(
      customerIdentities,
      and(
        eq(customerIdentities.customerId, conversions.customerId),
        eq(customerIdentities.origin, conversions.origin),
      ),
    )
    .where(inList(conversions.id, conversionIds));

export const selectCustomers = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: customers.id, createdAt: customers.createdAt })
    .from(customers)
    .where(inList(customers.id, ids));

/** Live bindings, with the click, link and coupon of the conversion that made each. */
export const selectBindings = (db: Db, customerIds: readonly string[]) =>
  db
    .select({
      binding: bindings,
      linkId: conversions.linkId,
      couponId: conversions.couponId,
      clickAt: conversions.clickAt,
      clickNonce: conversions.clickNonce,
      country: conversions.country,
    })
    .from(bindings)
    .leftJoin(conversions, eq(conversions.id, bindings.conversionId))
    .where(and(inList(bindings.customerId, customerIds), isNull(bindings.endedAt)));

export type HistoryRow = {
  readonly customerId: string;
  readonly type: ConversionType;
  readonly eventName: string;
  readonly credited: number;
  /** UTC ms: start of the invoiced period, or the event. */
  readonly firstAt: number;
};

/**
 * What customers did that was credited, they and whoever was merged into them: counts by type; of sales
 * those with a base over 0 that wait for no confirmation.
 * @param exceptIds conversions that are known by themselves
 * @param before only what happened before this event
 */
export const selectHistory = (
  db: Db,
  customerIds: readonly string[],
  exceptIds: readonly string[] = [],
  before: { readonly occurredAt: number; readonly id: string } | null = null,
) =>
  rawRows<HistoryRow>(
    db,
    sql`
    with recursive own (customer_id, id) as (
      select value, value from json_each(${JSON.stringify(customerIds)})
      union
      select own.customer_id, c.id from own cross join customers c on c.merged_into_id = own.id
    )
    select own.customer_id as "customerId", c.type as "type", c.event_name as "eventName",
      count(*) as "credited", min(coalesce(c.period_start, c.occurred_at)) as "firstAt"
    from own cross join conversions c on c.customer_id = own.id
    where c.affiliate_id is not null and c.needs_confirmation = 0
      and c.id not in (select value from json_each(${JSON.stringify(exceptIds)}))
      ${before === null ? sql`` : sql`and (c.occurred_at, c.id) < (${before.occurredAt}, ${before.id})`}
      and (c.type <> 'sale' or coalesce(c.base_in_program, 0) > 0)
    group by own.customer_id, c.type, c.event_name`,
  );
