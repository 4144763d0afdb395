/**
 * The one way of writing to D1. D1 has no interactive transaction: a batch is the only atomic unit, and a
 * guarded update that changes nothing does not stop it. So whoever guards also asserts, in the same batch.
 */
import { type SQL, sql } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { SQLiteSyncDialect, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { getTableColumns } from "drizzle-orm/utils";

export type Db = DrizzleD1Database & { $client: D1Database };

const dialect = new SQLiteSyncDialect();

/** Opens a database. `D1Database`, or a session of it. */
export const openDb = (d1: D1Database): Db => drizzle(d1);

/** A write that lost a race: something it read has changed. Load again, decide again. */
export class StaleWriteError extends Error {
  override readonly name = "StaleWriteError";
}

/** D1 answers a failed assertion with this: `json('{')` is malformed on purpose. */
const ASSERTION_FAILED = /malformed JSON/;
const CONSTRAINT_FAILED = /UNIQUE constraint failed|FOREIGN KEY constraint failed/;

/** Collects statements and commits them in one atomic batch. */
export class WriteBatch {
  readonly #db: Db;
  readonly #statements: SQL[] = [];

  constructor(db: Db) {
    this.#db = db;
  }

  get size(): number {
    return this.#statements.length;
  }

  /** A statement that needs no guard: an INSERT that a constraint protects, an upsert of a total. */
  add(statement: SQL): void {
    this.#statements.push(statement);
  }

  /**
   * Inserts rows with one statement, however many they are (100 parameters are bound at most a
   * statement, so the rows travel as one JSON text), and with more where that text becomes too long.
   * @param conflict for instance `on conflict do nothing`; without it a conflict fails the batch.
   */
  insert<Table extends SQLiteTable>(
    table: Table,
    rows: readonly Table["$inferInsert"][],
    conflict?: SQL,
  ): void {
    for (const statement of insertsFromJson(table, rows, conflict)) this.add(statement);
  }

  /** An UPDATE (or guarded upsert) that must change exactly `rows` rows, else nothing is written. */
  guarded(statement: SQL, rows = 1): void {
    this.#statements.push(
      statement,
      sql`select case when changes() = ${rows} then 1 else json('{') end`,
    );
  }

  /** Nothing is written unless the scalar `expression` still is `expected`. */
  assertUnchanged(expression: SQL, expected: number | string | null): void {
    this.#statements.push(
      sql`select case when (${expression}) is ${expected} then 1 else json('{') end`,
    );
  }

  /**
   * Writes everything or nothing.
   * @throws StaleWriteError when an assertion or a uniqueness constraint failed; other errors as D1
   *   gives them, and then it may have committed: read back by the ids.
   */
  async commit(): Promise<void> {
    if (this.#statements.length === 0) return;
    const d1 = this.#db.$client;
    try {
      await d1.batch(
        this.#statements.map((statement) => {
          const query = dialect.sqlToQuery(statement);
          return d1.prepare(query.sql).bind(...query.params);
        }),
      );
    } catch (error) {
      if (isStale(error)) throw new StaleWriteError(messageOf(error), { cause: error });
      throw error;
    }
  }
}

function isStale(error: unknown): boolean {
  const message = messageOf(error);
  return ASSERTION_FAILED.test(message) || CONSTRAINT_FAILED.test(message);
}

/** Drizzle wraps D1's error: the reason is somewhere along the chain of causes. */
function messageOf(error: unknown): string {
  let text = "";
  for (let current = error; current instanceof Error; current = current.cause) {
    text += `${current.message}\n`;
  }
  return text;
}

/** D1 takes a text of 2 MB at most (its limits); a character may be four bytes. */
const TEXT_LENGTH_MAX = 450_000;

/** JSON arrays of the rows, each as long as D1 takes it; a row by itself may be longer. */
function jsonTexts(rows: readonly unknown[]): string[] {
  const texts: string[] = [];
  let parts: string[] = [];
  let length = 0;
  for (const row of rows) {
    const part = JSON.stringify(row);
    if (parts.length > 0 && length + part.length > TEXT_LENGTH_MAX) {
      texts.push(`[${parts.join()}]`);
      parts = [];
      length = 0;
    }
    parts.push(part);
    length += part.length + 1;
  }
  return parts.length === 0 ? texts : [...texts, `[${parts.join()}]`];
}

/** INSERT … SELECT over JSON arrays; columns that no row names keep their defaults. */
function insertsFromJson<Table extends SQLiteTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
  conflict?: SQL,
): SQL[] {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) =>
    rows.some((row) => (row as Record<string, unknown>)[key] !== undefined),
  );
  const encoded = rows.map((row) =>
    columns.map(([key, column]) => {
      const value = (row as Record<string, unknown>)[key];
      return value === undefined || value === null ? null : column.mapToDriverValue(value);
    }),
  );
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const values = sql.join(
    columns.map((_, index) => sql.raw(`value ->> ${index}`)),
    sql`, `,
  );
  return jsonTexts(encoded).map(
    (text) =>
      sql`insert into ${table} (${names}) select ${values} from json_each(${text}) where true ${conflict ?? sql``}`,
  );
}
