/** Conversions by id, with all that belongs to them. */
import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";
import { commissions } from "../schema/commissions.ts";
import {
  attributionTraces,
  conversionItems,
  conversionReferences,
  conversions,
  sightings,
} from "../schema/conversions.ts";
import { programs } from "../schema/programs.ts";

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

/** A conversion as it is stored, with whose it is, its items and its commissions in force. */
export async function findConversion(db: Db, id: string) {
  const [[found], references, items, ofConversion] = await db.batch([
    db
      .select({ row: conversions, organizationId: programs.organizationId })
      .from(conversions)
      .innerJoin(programs, eq(programs.id, conversions.programId))
      .where(eq(conversions.id, id)),
    selectReferences(db, [id]),
    db
      .select(getTableColumns(conversionItems))
      .from(conversionItems)
      .innerJoin(
        conversions,
        and(
          eq(conversions.id, conversionItems.conversionId),
          eq(conversions.revision, conversionItems.revision),
        ),
      )
      .where(eq(conversionItems.conversionId, id))
      .orderBy(conversionItems.position),
    selectCommissions(db, [id]),
  ]);
  if (found === undefined) return null;
  return {
    ...found,
    references: references.map(({ kind, value }) => ({ kind, value })),
    items,
    commissions: ofConversion,
  };
}
export type FoundConversion = NonNullable<Awaited<ReturnType<typeof findConversion>>>;

/** Every decision on a conversion, the oldest first. */
export const selectTraceHistory = (db: Db, conversionId: string) =>
  db
    .select()
    .from(attributionTraces)
    .where(eq(attributionTraces.conversionId, conversionId))
    .orderBy(attributionTraces.revision);

/** The revision of a conversion, to be asserted in a batch. */
export const conversionRevision = (id: string): SQL =>
  sql`select revision from conversions where id = ${id}`;
