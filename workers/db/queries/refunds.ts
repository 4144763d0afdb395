/** Refunds and the sales that they belong to. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { conversions } from "../schema/conversions.ts";
import { refunds } from "../schema/refunds.ts";

type Scope = { readonly programId: string; readonly mode: Mode; readonly origin: string };

/** The refund with this external id, as it was reported first. */
export async function findRefund(db: Db, scope: Scope, externalId: string) {
  const [row] = await db
    .select()
    .from(refunds)
    .where(
      and(
        eq(refunds.programId, scope.programId),
        eq(refunds.mode, scope.mode),
        eq(refunds.origin, scope.origin),
        eq(refunds.externalId, externalId),
      ),
    );
  return row ?? null;
}

type NamedSale = { readonly kind: string; readonly value: string };

/**
 * Id of the sale that a refund names by its external id, or by one of its references, as a scalar
 * expression. A sale's external id counts as its order number: so does the one that a refund gives.
 */
export function refundedSaleId({ programId, mode, origin }: Scope, sale: NamedSale): SQL {
  const byKey = sale.kind === "external_id";
  const byReference = sql`select conversion_id from conversion_references
    where program_id = ${programId} and mode = ${mode} and origin = ${origin}
      and kind = ${byKey ? "order" : sale.kind} and value = ${sale.value}
      and type = 'sale' and event_name = ''`;
  if (!byKey) return byReference;
  return sql`coalesce((
      select id from conversions where program_id = ${programId} and mode = ${mode}
        and origin = ${origin} and type = 'sale' and event_name = '' and external_id = ${sale.value}
    ), (${byReference}))`;
}

/** The sale that a refund names, as it is stored now. */
export async function findRefundedSale(
  db: Db,
  scope: Scope,
  sale: NamedSale,
): Promise<{ id: string; currency: string | null } | null> {
  const [row] = await db
    .select({ id: conversions.id, currency: conversions.currency })
    .from(conversions)
    .where(sql`${conversions.id} = (${refundedSaleId(scope, sale)})`);
  return row ?? null;
}

export type FoundSale = {
  readonly origin: string;
  readonly kind: string;
  readonly value: string;
  readonly conversionId: string;
};

const salesRows = (sales: readonly FoundSale[]) =>
  jsonRows(
    sales.map(({ origin, kind, value, conversionId }) => [origin, kind, value, conversionId]),
  );

/** Waiting refunds (`waiting`) that name a sale of `found`, which is `c`. */
const waitingFor = (
  { programId, mode }: Omit<Scope, "origin">,
  sales: readonly FoundSale[],
) => sql`${salesRows(sales)} found
    cross join refunds waiting on waiting.program_id = ${programId} and waiting.mode = ${mode}
      and waiting.origin = found.value ->> 0 and waiting.sale_kind = found.value ->> 1
      and waiting.sale_value = found.value ->> 2 and waiting.conversion_id is null
    cross join conversions c on c.id = found.value ->> 3`;

/** Gives waiting refunds to the sales that have come, by external id or reference. */
export const claimWaitingRefunds = (
  scope: Omit<Scope, "origin">,
  sales: readonly FoundSale[],
): SQL =>
  sql`with claimed (id, conversion_id) as materialized (
      select waiting.id, c.id from ${waitingFor(scope, sales)} where c.currency = waiting.currency
    )
    update refunds
    set conversion_id = (select conversion_id from claimed where claimed.id = refunds.id)
    where id in (select id from claimed)`;

/** Opens a review of each waiting refund that is in another currency than its sale (rules.md 4). */
export const reviewWaitingRefunds = (
  scope: Omit<Scope, "origin">,
  sales: readonly FoundSale[],
  at: number,
): SQL =>
  sql`insert into reviews (id, program_id, mode, kind, fingerprint, facts, opened_at)
    select 'rev_' || substr(waiting.id, 5), waiting.program_id, waiting.mode,
      'refund.currency_differs', waiting.id,
      json_object('refundId', waiting.id, 'conversionId', c.id), ${at}
    from ${waitingFor(scope, sales)} where c.currency <> waiting.currency
    on conflict do nothing`;
