/**
 * What reports name directly: keys, references, links, coupons, rates; each query for a whole list of
 * reports of one program and mode. `cross join` keeps SQLite from turning a join around: it would read all
 * that the program has, and look in the list for each row
 * (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
 */
import { and, eq, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Reference, Report } from "../../domain/report.ts";
import type { Db } from "../batch.ts";
import { inList, jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { conversions } from "../schema/conversions.ts";
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
