import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";

/** Keeps a statement below the 100 KB that D1 takes. */
const ROWS_PER_STATEMENT = 50;

/** A value as SQL writes it. @throws for what no column of ours holds */
function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string" && !value.includes("\0")) return `'${value.replaceAll("'", "''")}'`;
  throw new Error(`No SQL literal for ${JSON.stringify(value)}`);
}

/**
 * INSERT statements for `rows`, with the defaults of the schema filled in. A row that is there already
 * is left as it is; anything else that a constraint refuses fails.
 */
export function insertSql<Table extends SQLiteTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
): string {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const tuples = rows.map((row) => {
    const values = columns.map(([key, column]) => {
      const value: unknown = (row as Record<string, unknown>)[key] ?? column.default ?? null;
      return literal(value === null ? null : column.mapToDriverValue(value));
    });
    return `(${values.join(", ")})`;
  });
  const statements: string[] = [];
  for (let first = 0; first < tuples.length; first += ROWS_PER_STATEMENT) {
    const part = tuples.slice(first, first + ROWS_PER_STATEMENT).join(",\n");
    statements.push(
      `INSERT INTO "${getTableName(table)}" (${names}) VALUES\n${part}\nON CONFLICT DO NOTHING;\n`,
    );
  }
  return statements.join("");
}
