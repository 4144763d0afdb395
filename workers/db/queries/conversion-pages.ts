/** Lists of conversions: each by an index in the order of the list, however many there are. */
import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { CommissionState } from "../../domain/commission-state.ts";
import type { Mode } from "../../domain/mode.ts";
import type { ConversionType } from "../../domain/report.ts";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";
import { conversions } from "../schema/conversions.ts";
import { selectConversions } from "./conversions.ts";

export type ConversionPage = {
  readonly programId: string;
  readonly mode: Mode;
  readonly affiliateId: string | null;
  /** A customer, and whoever was merged into it. */
  readonly customerIds: readonly string[] | null;
  readonly type: ConversionType | null;
  readonly commissionState: CommissionState | null;
  readonly needsConfirmation: boolean;
  /** UTC ms, inclusive and exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  readonly direction: "asc" | "desc";
  readonly limit: number;
  readonly after: Position | null;
};

/** With what the list is sorted by: the event time. */
export type ListedConversion = typeof conversions.$inferSelect & { readonly sortAt: number };

/** A page of the conversions of a program, or of an affiliate or customer of it. */
export async function selectConversionPage(
  db: Db,
  page: ConversionPage,
): Promise<ListedConversion[]> {
  const { affiliateId, customerIds, commissionState } = page;
  if (commissionState !== null && affiliateId === null && customerIds === null) {
    return byCommissionState(db, { ...page, commissionState });
  }
  const inOrder = page.direction === "desc" ? desc : asc;
  const rows = await db
    .select()
    .from(conversions)
    .where(
      and(
        scopeOf(page),
        eq(conversions.mode, page.mode),
        page.type === null ? undefined : eq(conversions.type, page.type),
        // In the words of the index `conversions_unconfirmed`.
        page.needsConfirmation ? sql`needs_confirmation = 1 and rejected_at is null` : undefined,
        commissionState === null ? undefined : hasCommission(commissionState, affiliateId),
        page.from === null ? undefined : gte(conversions.occurredAt, page.from),
        page.to === null ? undefined : lt(conversions.occurredAt, page.to),
        isAfter(conversions.occurredAt, conversions.id, page.after, page.direction),
      ),
    )
    .orderBy(inOrder(conversions.occurredAt), inOrder(conversions.id))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, sortAt: row.occurredAt }));
}

/** The narrowest of the indexes; the program is then implied, and only checked. */
function scopeOf({ programId, affiliateId, customerIds }: ConversionPage): SQL | undefined {
  if (customerIds !== null) {
    return and(
      inList(conversions.customerId, customerIds),
      affiliateId === null ? undefined : sql`+${conversions.affiliateId} = ${affiliateId}`,
    );
  }
  if (affiliateId !== null) return eq(conversions.affiliateId, affiliateId);
  return eq(conversions.programId, programId);
}

/** `+` keeps SQLite from going by the state, which a third of all commissions may share. */
const hasCommission = (state: CommissionState, affiliateId: string | null): SQL =>
  sql`exists (select 1 from commissions m where m.conversion_id = ${conversions.id}
    and m.superseded_at is null and +m.state = ${state}
    ${affiliateId === null ? sql`` : sql`and +m.affiliate_id = ${affiliateId}`})`;

/** Of a whole program by the state of commissions: walks `commissions_by_state`. */
async function byCommissionState(
  db: Db,
  page: ConversionPage & { readonly commissionState: CommissionState },
): Promise<ListedConversion[]> {
  const { programId, mode, commissionState, from, to, after, limit } = page;
  const order = sql.raw(page.direction);
  const compare = sql.raw(page.direction === "desc" ? "<" : ">");
  const found = await rawRows<{ id: string; sortAt: number }>(
    db,
    sql`
    select conversion_id as "id", event_at as "sortAt" from commissions
    where program_id = ${programId} and mode = ${mode} and state = ${commissionState}
      and superseded_at is null and conversion_id is not null
      ${from === null ? sql`` : sql`and event_at >= ${from}`}
      ${to === null ? sql`` : sql`and event_at < ${to}`}
      ${after === null ? sql`` : sql`and (event_at, conversion_id) ${compare} (${after.value}, ${after.id})`}
    group by event_at, conversion_id
    order by event_at ${order}, conversion_id ${order}
    limit ${limit}`,
  );
  const rows = await selectConversions(
    db,
    found.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, sortAt }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...row, sortAt }];
  });
}
