import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** `column in (…)` for any number of values by one bound parameter. */
export function inList(column: SQLiteColumn | SQL, values: readonly (string | number)[]): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

/** Rows of a JSON array of arrays, as `value ->> 0`, `value ->> 1` and so on. */
export function jsonRows(rows: readonly (readonly (string | number | null)[])[]): SQL {
  return sql`json_each(${JSON.stringify(rows)})`;
}
