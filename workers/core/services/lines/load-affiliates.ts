import { findAffiliatesOf } from "../../../db/queries/link-lists.ts";
import type { AffiliateRow } from "../../../db/queries/links.ts";
import type { CsvRow } from "../../../lib/csv-table.ts";
import type { ServiceContext } from "../context.ts";

/** The affiliate that a cell means, by id or by code; `null` when the program has no such one. */
export type AffiliatesByName = (cell: string) => AffiliateRow | null;

/** Affiliates that the column `affiliate` of an import names. */
export async function loadAffiliates(
  ctx: ServiceContext,
  programId: string,
  rows: readonly CsvRow[],
): Promise<AffiliatesByName> {
  const names = new Set(rows.map(({ cells }) => cells.affiliate?.toLowerCase() ?? ""));
  names.delete("");
  const { byId, byCode } = await findAffiliatesOf(ctx.db, programId, [...names]);
  const found = new Map([
    ...byCode.map((affiliate) => [affiliate.code, affiliate] as const),
    ...byId.map((affiliate) => [affiliate.id, affiliate] as const),
  ]);
  return (cell) => found.get(cell.toLowerCase()) ?? null;
}
