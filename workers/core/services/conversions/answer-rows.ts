import type { ConversionAnswer } from "../../../contract/conversions.ts";
import type { Db } from "../../../db/batch.ts";
import { selectCommissions } from "../../../db/queries/conversions.ts";
import { type ConversionReader, conversionAnswer } from "./conversion-answer.ts";
import type { ConversionRow } from "./world.ts";

/** Answers each of the rows with its commissions in force, which are read in one query. */
export async function answerRows(
  db: Db,
  rows: readonly ConversionRow[],
  reader: ConversionReader,
): Promise<(row: ConversionRow) => ConversionAnswer> {
  const ids = rows.map(({ id }) => id);
  const byConversion = Map.groupBy(await selectCommissions(db, ids), (one) => one.conversionId);
  return (row) => conversionAnswer(row, byConversion.get(row.id) ?? [], reader);
}
