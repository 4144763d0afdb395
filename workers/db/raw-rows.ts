import type { SQL } from "drizzle-orm";
import { QueryPromise } from "drizzle-orm/query-promise";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { SQLiteRaw } from "drizzle-orm/sqlite-core/query-builders/raw";
import type { Db } from "./batch.ts";

const dialect = new SQLiteSyncDialect();

/**
 * A read in plain SQL that may also stand in `db.batch`, where drizzle's own `db.all` loses its parameters
 * (drizzle-orm 0.45: a raw query has no prepared statement there). Columns come as D1 gives them.
 */
export function rawRows<Row>(db: Db, statement: SQL): SQLiteRaw<Row[]> {
  return new RawRows<Row>(db, statement) as unknown as SQLiteRaw<Row[]>;
}

/** As much of a drizzle query as awaiting it and `db.batch` use. */
class RawRows<Row> extends QueryPromise<Row[]> {
  readonly #query: { readonly sql: string; readonly params: unknown[] };
  readonly #statement: D1PreparedStatement;

  constructor(db: Db, statement: SQL) {
    super();
    this.#query = dialect.sqlToQuery(statement);
    this.#statement = db.$client.prepare(this.#query.sql);
  }

  override async execute(): Promise<Row[]> {
    const { results } = await this.#statement.bind(...this.#query.params).all<Row>();
    return results;
  }

  _prepare() {
    return {
      getQuery: () => this.#query,
      stmt: this.#statement,
      mapResult: ({ results }: D1Result<Row>) => results,
    };
  }
}
