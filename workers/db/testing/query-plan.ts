/** Finds queries that read a whole table, by SQLite's own plan of them. */

/** A dozen rows at most, for ever: reading all of them is what their queries are for. */
const SMALL_TABLES: ReadonlySet<string> = new Set(["job_runs"]);

export type FullScan = {
  readonly query: string;
  /** The step of the plan, for instance `SCAN conversions`. */
  readonly step: string;
};

/** The table that `name`, itself or an alias, stands for in `query`; `null`: a subquery, a CTE, JSON. */
function tableOf(name: string, query: string, tables: ReadonlySet<string>): string | null {
  if (tables.has(name)) return name;
  const alias = new RegExp(String.raw`"?(\w+)"?\s+(?:as\s+)?"?${name}"?(?![\w."])`, "gi");
  for (const [, table = ""] of query.matchAll(alias)) {
    if (tables.has(table)) return table;
  }
  return null;
}

const placeholders = (query: string) => query.match(/\?/g)?.length ?? 0;

/**
 * Steps of the plans of `queries` that read a table from its beginning to its end. Parameters are bound
 * as nulls, since the plan does not depend on their values.
 */
export async function fullScans(d1: D1Database, queries: readonly string[]): Promise<FullScan[]> {
  const { results } = await d1
    .prepare("select name from sqlite_master where type = 'table'")
    .all<{ name: string }>();
  const tables = new Set(results.map(({ name }) => name));
  const scans: FullScan[] = [];
  for (const query of queries) {
    const nulls = Array.from({ length: placeholders(query) }, () => null);
    const plan = await d1
      .prepare(`explain query plan ${query}`)
      .bind(...nulls)
      .all<{ detail: string }>();
    for (const { detail } of plan.results) {
      const [, name] = /^SCAN (\S+)(?! VIRTUAL TABLE)/.exec(detail) ?? [];
      const table = name === undefined ? null : tableOf(name, query, tables);
      if (table !== null && !SMALL_TABLES.has(table)) scans.push({ query, step: detail });
    }
  }
  return scans;
}
