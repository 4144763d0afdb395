import { WriteBatch } from "../../../db/batch.ts";
import { expireExport, selectExpiredExports } from "../../../db/queries/exports.ts";
import type { ServiceContext } from "../context.ts";
import { deleteExportFiles } from "./collect.ts";

const FILES_MAX = 200;

/** Deletes the files of exports that are older than 7 days. Answers how many. */
export async function pruneExports(ctx: ServiceContext): Promise<number> {
  const expired = await selectExpiredExports(ctx.db, ctx.clock(), FILES_MAX);
  for (const row of expired) {
    await deleteExportFiles(ctx, row);
    const batch = new WriteBatch(ctx.db);
    batch.add(expireExport(row.id));
    await batch.commit();
  }
  return expired.length;
}
