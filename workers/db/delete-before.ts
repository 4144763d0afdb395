import { sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Db } from "./batch.ts";

/** Deletes at most `limit` rows of a table whose `column` (UTC ms) is before `at`; answers how many. */
export const deleteBefore =
  (table: SQLiteTable, column: SQLiteColumn) =>
  async (db: Db, at: number, limit: number): Promise<number> => {
    const { meta } = await db.run(
      sql`delete from ${table} where rowid in (
            select rowid from ${table} where ${column} < ${at} limit ${limit})`,
    );
    return meta.changes;
  };
