/**
 * What recording a list of reports of one program and mode reads; each query for the whole list. `cross
 * join` keeps SQLite from turning a join around: it would read all that the program has, and look in the
 * list for each row (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Identity, Reference, Report } from "../../domain/report.ts";
import type { Db } from "../batch.ts";
import { inList, jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { commissions } from "../schema/commissions.ts";
import {
  attributionTraces,
  conversionReferences,
  conversions,
  sightings,
} from "../schema/conversions.ts";
import { bindings, customerIdentities, customers } from "../schema/customers.ts";
import { exchangeRates } from "../schema/exchange-rates.ts";
import { coupons, links } from "../schema/links.ts";
import { orderWinners } from "../schema/order-winners.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

/** Ids of conversions with the key of one of the reports. */
export const selectIdsByKey = (db: Db, { programId, mode }: Scope, reports: readonly Report[]) =>
  rawRows<{ id: string }>(
    db,
    sql`
    select c.id as "id" from ${jsonRows(
      reports.map((r) => [r.origin, r.type, r.eventName, r.externalId]),
    )} wanted cross join conversions c
      on c.program_id = ${programId} and c.mode = ${mode} and c.origin = wanted.value ->> 0
      and c.type = wanted.value ->> 1 and c.event_name = wanted.value ->> 2
      and c.external_id = wanted.value ->> 3`,
  );

/** Which of the ids that new conversions would have are in use, in whatever program. */
export const selectTakenIds = (db: Db, ids: readonly string[]) =>
  db.select({ id: conversions.id }).from(conversions).where(inList(conversions.id, ids));

export type WantedReference = Pick<Report, "origin" | "type" | "eventName"> & Reference;

/** Ids of conversions that own one of the references. */
export const selectIdsByReference = (
  db: Db,
  { programId, mode }: Scope,
  references: readonly WantedReference[],
) =>
  rawRows<{ id: string }>(
    db,
    sql`
    select distinct r.conversion_id as "id" from ${jsonRows(
      references.map((r) => [r.origin, r.kind, r.value, r.type, r.eventName]),
    )} wanted cross join conversion_references r
      on r.program_id = ${programId} and r.mode = ${mode} and r.origin = wanted.value ->> 0
      and r.kind = wanted.value ->> 1 and r.value = wanted.value ->> 2
      and r.type = wanted.value ->> 3 and r.event_name = wanted.value ->> 4`,
  );

export const selectConversions = (db: Db, ids: readonly string[]) =>
  db.select().from(conversions).where(inList(conversions.id, ids));

export const selectReferences = (db: Db, ids: readonly string[]) =>
  db
    .select({
      conversionId: conversionReferences.conversionId,
      kind: conversionReferences.kind,
      value: conversionReferences.value,
    })
    .from(conversionReferences)
    .where(inList(conversionReferences.conversionId, ids));

export const selectSightings = (db: Db, ids: readonly string[]) =>
  db
    .select({
      conversionId: sightings.conversionId,
      trust: sightings.trust,
      outcome: sightings.outcome,
      reportHash: sightings.reportHash,
    })
    .from(sightings)
    .where(inList(sightings.conversionId, ids));

/** The commissions in force of the conversions. */
export const selectCommissions = (db: Db, conversionIds: readonly string[]) =>
  db
    .select()
    .from(commissions)
    .where(and(inList(commissions.conversionId, conversionIds), isNull(commissions.supersededAt)));

/** The latest trace of each conversion. */
export const selectTraces = (db: Db, conversionIds: readonly string[]) =>
  db
    .select({ conversionId: attributionTraces.conversionId, trace: attributionTraces.trace })
    .from(attributionTraces)
    .innerJoin(
      conversions,
      and(
        eq(conversions.id, attributionTraces.conversionId),
        eq(conversions.revision, attributionTraces.revision),
      ),
    )
    .where(inList(attributionTraces.conversionId, conversionIds));

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
  readonly type: string;
  readonly eventName: string;
  readonly credited: number;
  /** UTC ms: start of the invoiced period, or the event. */
  readonly firstAt: number;
};

/** Whose the conversions are by now: customers who were merged are followed to the one who remains. */
export const selectOwners = (db: Db, conversionIds: readonly string[]) =>
  rawRows<{ conversionId: string; customerId: string }>(
    db,
    sql`
    with recursive found (id, customer_id) as (
      select id, customer_id from conversions
      where ${inList(sql`id`, conversionIds)} and customer_id is not null
      union
      select found.id, c.merged_into_id
      from found cross join customers c on c.id = found.customer_id
      where c.merged_into_id is not null
    )
    select found.id as "conversionId", c.id as "customerId"
    from found cross join customers c on c.id = found.customer_id
    where c.merged_into_id is null`,
  );

/**
 * What customers did that was credited, they and whoever was merged into them: counts by type; of sales
 * those with a base over 0 that wait for no confirmation.
 * @param exceptIds conversions that are known by themselves
 */
export const selectHistory = (
  db: Db,
  customerIds: readonly string[],
  exceptIds: readonly string[] = [],
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
      and (c.type <> 'sale' or coalesce(c.base_in_program, 0) > 0)
    group by own.customer_id, c.type, c.event_name`,
  );

export const selectLinks = (db: Db, ids: readonly string[]) =>
  db
    .select({
      id: links.id,
      programId: links.programId,
      affiliateId: links.affiliateId,
      endedAt: links.endedAt,
      capReachedAt: links.capReachedAt,
    })
    .from(links)
    .where(inList(links.id, ids));

export const selectCoupons = (db: Db, { programId, mode }: Scope, folded: readonly string[]) =>
  db
    .select({
      id: coupons.id,
      programId: coupons.programId,
      mode: coupons.mode,
      affiliateId: coupons.affiliateId,
      codeFolded: coupons.codeFolded,
      activeFrom: coupons.activeFrom,
      activeUntil: coupons.activeUntil,
    })
    .from(coupons)
    .where(
      and(
        eq(coupons.programId, programId),
        eq(coupons.mode, mode),
        inList(coupons.codeFolded, folded),
      ),
    );

export const selectRates = (
  db: Db,
  organizationId: string,
  toCurrency: string,
  wanted: readonly { readonly currency: string; readonly day: string }[],
) =>
  db
    .select()
    .from(exchangeRates)
    .where(
      and(
        eq(exchangeRates.organizationId, organizationId),
        eq(exchangeRates.toCurrency, toCurrency),
        inList(
          exchangeRates.fromCurrency,
          wanted.map(({ currency }) => currency),
        ),
        inList(
          exchangeRates.day,
          wanted.map(({ day }) => day),
        ),
      ),
    );

export type CallerKey = { readonly callerId: string; readonly key: string };

export const selectIdempotency = (db: Db, wanted: readonly CallerKey[]) =>
  rawRows<CallerKey & { bodyHash: string; status: number; answer: string }>(
    db,
    sql`
    select i.caller_id as "callerId", i.key as "key", i.body_hash as "bodyHash",
      i.status as "status", i.answer as "answer"
    from ${jsonRows(wanted.map(({ callerId, key }) => [callerId, key]))} wanted
    cross join idempotency_records i on i.caller_id = wanted.value ->> 0 and i.key = wanted.value ->> 1`,
  );

/** Which conversion each order counts in, over the organization's programs. */
export const selectOrderWinners = (
  db: Db,
  organizationId: string,
  mode: Mode,
  externalIds: readonly string[],
) =>
  db
    .select()
    .from(orderWinners)
    .where(
      and(
        eq(orderWinners.organizationId, organizationId),
        eq(orderWinners.mode, mode),
        inList(orderWinners.externalId, externalIds),
      ),
    );
