/** Refunds and the sales that they belong to. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { conversionReferences, conversions } from "../schema/conversions.ts";
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

/** The sale that a refund names by its external id, or by one of its references. */
export async function findRefundedSale(
  db: Db,
  scope: Scope,
  sale: { readonly kind: string; readonly value: string },
): Promise<{ id: string; currency: string | null } | null> {
  const found = { id: conversions.id, currency: conversions.currency };
  if (sale.kind === "external_id") {
    const [row] = await db
      .select(found)
      .from(conversions)
      .where(
        and(
          eq(conversions.programId, scope.programId),
          eq(conversions.mode, scope.mode),
          eq(conversions.origin, scope.origin),
          eq(conversions.type, "sale"),
          eq(conversions.eventName, ""),
          eq(conversions.externalId, sale.value),
        ),
      );
    return row ?? null;
  }
  const [row] = await db
    .select(found)
    .from(conversionReferences)
    .innerJoin(conversions, eq(conversions.id, conversionReferences.conversionId))
    .where(
      and(
        eq(conversionReferences.programId, scope.programId),
        eq(conversionReferences.mode, scope.mode),
        eq(conversionReferences.origin, scope.origin),
        sql`${conversionReferences.kind} = ${sale.kind}`,
        eq(conversionReferences.value, sale.value),
        eq(conversionReferences.type, "sale"),
        eq(conversionReferences.eventName, ""),
      ),
    );
  return row ?? null;
}

type FoundSale = {
  readonly origin: string;
  readonly kind: string;
  readonly value: string;
  readonly conversionId: string;
};

/** Gives waiting refunds to the sales that have come, by external id or reference. */
export const claimWaitingRefunds = (
  { programId, mode }: Omit<Scope, "origin">,
  sales: readonly FoundSale[],
): SQL =>
  sql`update refunds set conversion_id = found.value ->> 3
    from ${jsonRows(sales.map((s) => [s.origin, s.kind, s.value, s.conversionId]))} found
    where refunds.program_id = ${programId} and refunds.mode = ${mode}
      and refunds.origin = found.value ->> 0 and refunds.sale_kind = found.value ->> 1
      and refunds.sale_value = found.value ->> 2 and refunds.conversion_id is null`;
