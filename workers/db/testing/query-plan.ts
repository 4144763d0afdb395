/** Finds queries that read a whole table, or all that a program has of it, by SQLite's own plan of them. */

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

/**
 * Columns that narrow a search to a merchant or a program, which may have a million rows, or to one of the
 * few values that a column has: most of the million may share it.
 */
const SCOPE = "(?:organization_id|program_id|mode|type|kind|state)=\\?";

/**
 * A join with a list (`json_each`) that SQLite turned around: it walks through a program's rows, or those
 * with a value at all, and looks for each in the list. `cross join` holds it to its order.
 */
const TURNED_AROUND = new RegExp(
  String.raw`^SEARCH .*(?:\((?:${SCOPE})(?: AND ${SCOPE})*\)|\(\w+_id>\?\)|AUTOMATIC)`,
);

/**
 * Whether a step is a lookup of foreign keys that SQLite plans for an INSERT of several rows into a table
 * that others refer to. It is run only while a violation is outstanding, which is never at an INSERT.
 * Source: sqlite3FkCheck and fkScanChildren in SQLite's fkey.c (OP_FkIfZero).
 */
function isSkippedLookup(query: string, step: string): boolean {
  const [, name = ""] = /^(?:SCAN|SEARCH) (\w+)/.exec(step) ?? [];
  return /^\s*insert\b/i.test(query) && !new RegExp(`\\b${name}\\b`).test(query);
}

const placeholders = (query: string) => query.match(/\?/g)?.length ?? 0;

/**
 * Steps of the plans of `queries` that read a table from its beginning to its end, or that join a list
 * from the wrong side. Parameters are bound as nulls, since the plan does not depend on their values.
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
      if (isSkippedLookup(query, detail)) continue;
      if (query.includes("json_each") && TURNED_AROUND.test(detail)) {
        scans.push({ query, step: detail });
      }
      const [, name] = /^SCAN (\S+)(?! VIRTUAL TABLE)/.exec(detail) ?? [];
      const table = name === undefined ? null : tableOf(name, query, tables);
      if (table !== null && !SMALL_TABLES.has(table)) scans.push({ query, step: detail });
    }
  }
  return scans;
}
