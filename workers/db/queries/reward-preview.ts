/** What a preview of rewards is computed from: credited conversions, their items, what came before them. */
import { and, asc, eq, getTableColumns, gte, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { ConversionType } from "../../domain/report.ts";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";
import { conversionItems, conversions } from "../schema/conversions.ts";

type Page = {
  readonly programId: string;
  readonly mode: Mode;
  /** UTC ms, inclusive and exclusive. */
  readonly from: number;
  readonly to: number;
  readonly after: Position | null;
  readonly limit: number;
};

/** Credited conversions that were not rejected, the oldest first. */
export const selectCredited = (db: Db, page: Page) =>
  db
    .select()
    .from(conversions)
    .where(
      and(
        eq(conversions.programId, page.programId),
        eq(conversions.mode, page.mode),
        gte(conversions.occurredAt, page.from),
        lt(conversions.occurredAt, page.to),
        isNotNull(conversions.affiliateId),
        isNull(conversions.rejectedAt),
        isAfter(conversions.occurredAt, conversions.id, page.after, "asc"),
      ),
    )
    .orderBy(asc(conversions.occurredAt), asc(conversions.id))
    .limit(page.limit);

/** Items of the conversions' revisions in force, in their order. */
export const selectItemsOf = (db: Db, conversionIds: readonly string[]) =>
  db
    .select(getTableColumns(conversionItems))
    .from(conversions)
    .innerJoin(
      conversionItems,
      and(
        eq(conversionItems.conversionId, conversions.id),
        eq(conversionItems.revision, conversions.revision),
      ),
    )
    .where(inList(conversions.id, conversionIds))
    .orderBy(asc(conversionItems.conversionId), asc(conversionItems.position));

export type CustomerEvent = {
  readonly customerId: string;
  readonly id: string;
  readonly type: ConversionType;
  readonly eventName: string;
  readonly occurredAt: number;
  /** UTC ms: start of the invoiced period, or the event. */
  readonly firstAt: number;
};

/** What customers, and whoever was merged into them, did that counts as credited before `to`. */
export const selectCustomerEvents = (db: Db, customerIds: readonly string[], to: number) =>
  rawRows<CustomerEvent>(
    db,
    sql`with recursive own (customer_id, id) as (
      select value, value from json_each(${JSON.stringify(customerIds)})
      union
      select own.customer_id, c.id from own cross join customers c on c.merged_into_id = own.id
    )
    select own.customer_id customerId, c.id, c.type, c.event_name eventName,
      c.occurred_at occurredAt, coalesce(c.period_start, c.occurred_at) firstAt
    from own cross join conversions c on c.customer_id = own.id and c.occurred_at < ${to}
    where c.affiliate_id is not null and c.needs_confirmation = 0
      and (c.type <> 'sale' or coalesce(c.base_in_program, 0) > 0)`,
  );
