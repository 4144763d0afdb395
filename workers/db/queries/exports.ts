/** Exports of people's data. */
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { dataExports } from "../schema/exports.ts";

export type ExportRow = typeof dataExports.$inferSelect;

export async function findExport(db: Db, id: string): Promise<ExportRow | null> {
  const [row] = await db.select().from(dataExports).where(eq(dataExports.id, id));
  return row ?? null;
}

/** A person's exports, the newest first. */
export const selectExportPage = (
  db: Db,
  page: { userId: string; after: Position | null; limit: number },
): Promise<ExportRow[]> =>
  db
    .select()
    .from(dataExports)
    .where(
      and(
        eq(dataExports.userId, page.userId),
        isAfter(dataExports.createdAt, dataExports.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(dataExports.createdAt), desc(dataExports.id))
    .limit(page.limit);

export async function isExportRunning(db: Db, userId: string): Promise<boolean> {
  const rows = await db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(and(eq(dataExports.userId, userId), sql`state = 'running'`));
  return rows.length > 0;
}

/** Where an export stands: how far it came, and what lies in R2. */
type Progress = Pick<ExportRow, "partsDone" | "position" | "pages">;

/** Moves an export on from where it was read; to be guarded. */
export const advanceExport = (row: ExportRow, to: Progress): SQL =>
  sql`update data_exports
      set parts_done = ${to.partsDone}, position = ${to.position}, pages = ${to.pages}
      where id = ${row.id} and state = 'running'
        and parts_done = ${row.partsDone} and pages = ${row.pages}`;

/** Marks an export as ready; to be guarded. */
export const finishExport = (
  row: ExportRow,
  file: { key: string; bytes: number; readyAt: number; expiresAt: number },
): SQL =>
  sql`update data_exports set state = 'ready', file_key = ${file.key}, bytes = ${file.bytes},
        ready_at = ${file.readyAt}, expires_at = ${file.expiresAt}
      where id = ${row.id} and state = 'running'`;

/** Exports whose files have expired by `at`. */
export const selectExpiredExports = (db: Db, at: number, limit: number): Promise<ExportRow[]> =>
  db
    .select()
    .from(dataExports)
    .where(and(eq(dataExports.state, "ready"), lt(dataExports.expiresAt, at)))
    .limit(limit);

/** For the batch that follows the deletion of its file. */
export const expireExport = (id: string): SQL =>
  sql`update data_exports set state = 'expired', file_key = null where id = ${id}`;
