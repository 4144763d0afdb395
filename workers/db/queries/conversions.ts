/** Conversions by id, with all that belongs to them. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { commissions } from "../schema/commissions.ts";
import {
  attributionTraces,
  conversionReferences,
  conversions,
  sightings,
} from "../schema/conversions.ts";

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
