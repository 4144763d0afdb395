/** Pages by keyset: what comes after a position, in the order of a column and, between equals, of the id. */
import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** Where the page before ended (contract/page.ts). */
export type Position = { readonly value: number | string; readonly id: string };

/**
 * The rows behind `position` in the order `column direction, id direction`. A row value comparison, so
 * that SQLite seeks in an index of (…, column) instead of walking the pages before.
 */
export function isAfter(
  column: SQLiteColumn,
  id: SQLiteColumn,
  position: Position | null,
  direction: "asc" | "desc",
): SQL | undefined {
  if (position === null) return undefined;
  const { value, id: lastId } = position;
  return direction === "desc"
    ? sql`(${column}, ${id}) < (${value}, ${lastId})`
    : sql`(${column}, ${id}) > (${value}, ${lastId})`;
}
