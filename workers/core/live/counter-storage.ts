/**
 * The SQL of an affiliate's counter. `rows` is what was recorded, in order; `marks` is the checkpoint:
 * what the rows up to its number add up to.
 */

import type { RawClick } from "../../domain/click-facts.ts";
import type { ClickEarnings } from "../../domain/click-totals.ts";
import type { Mode } from "../../domain/mode.ts";
import { PACK_CLOCK_SKEW_MS } from "../../domain/pack.ts";
import { CHUNK_LENGTH_MAX } from "./chunked-log.ts";

/** What clicks of a row have earned, decided when they were counted and never again. */
export type RowEarnings = ClickEarnings & { readonly mode: Mode; readonly day: string };

export type CounterRow = {
  /** Grows with every row, and with time: see `rowNumber`. Serves as the sequence of day totals. */
  readonly n: number;
  readonly packs: readonly string[];
  readonly clicks: readonly RawClick[];
  readonly earnings: readonly RowEarnings[];
};

/** Numbers of rows stored within one millisecond. */
const ROWS_A_MS = 1_000;

/** The number of a row stored at `now` (UTC ms) after `previous`: rows are found by time without an index. */
export const rowNumber = (now: number, previous: number) => Math.max(previous + 1, now * ROWS_A_MS);
/** When a row was stored, UTC ms. */
export const storedAt = (n: number) => Math.floor(n / ROWS_A_MS);

/** Where the chunk that begins at `start` ends: half of a surrogate pair could not be stored. */
function chunkEnd(body: string, start: number): number {
  const end = start + CHUNK_LENGTH_MAX;
  const last = body.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

type StoredRow = { n: number; packs: string; clicks: string; earnings: string };

export class CounterStorage {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#sql.exec(`
      create table if not exists rows (
        n integer primary key, first_at integer not null, last_at integer not null,
        packs text not null, earnings text not null, clicks text
      );
      create table if not exists marks (
        name text not null, part integer not null, body text not null, primary key (name, part)
      ) without rowid;`);
  }

  /** All or nothing; everything inside happens without a pause. */
  atomically<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  /** @param json the row's clicks as JSON, below 1 MB */
  appendRow(row: CounterRow, json: string): void {
    const times = row.clicks.map(({ at }) => at);
    this.#sql.exec(
      "insert into rows (n, first_at, last_at, packs, earnings, clicks) values (?, ?, ?, ?, ?, ?)",
      row.n,
      times.reduce((first, at) => Math.min(first, at), Number.MAX_SAFE_INTEGER),
      times.reduce((last, at) => Math.max(last, at), 0),
      JSON.stringify(row.packs),
      JSON.stringify(row.earnings),
      json,
    );
  }

  /** Rows above `n`, in order. Their clicks are still there: they move away months after a checkpoint. */
  *rowsAfter(n: number): Generator<CounterRow> {
    const cursor = this.#sql.exec<StoredRow>(
      "select n, packs, earnings, clicks from rows where n > ? order by n",
      n,
    );
    for (const row of cursor) {
      yield {
        n: row.n,
        packs: JSON.parse(row.packs),
        clicks: JSON.parse(row.clicks),
        earnings: JSON.parse(row.earnings),
      };
    }
  }

  /** Ids of the packs stored at `since` (UTC ms) or later. */
  packsSince(since: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        "select j.value as id from rows, json_each(rows.packs) j where n >= ?",
        since * ROWS_A_MS,
      )
      .toArray()
      .map(({ id }) => id);
  }

  /** Which of the packs, closed at `since` (UTC ms) or later, are stored. */
  storedPacks(ids: readonly string[], since: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        `select j.value as id from rows, json_each(rows.packs) j
         where n >= ? and j.value in (select value from json_each(?))`,
        (since - PACK_CLOCK_SKEW_MS) * ROWS_A_MS,
        JSON.stringify(ids),
      )
      .toArray()
      .map(({ id }) => id);
  }

  /** Clicks of the rows that may hold one made at `at` (UTC ms). */
  *clicksAround(at: number): Generator<RawClick[]> {
    const cursor = this.#sql.exec<{ clicks: string }>(
      `select clicks from rows
       where n >= ? and first_at <= ? and last_at >= ? and clicks is not null order by n`,
      (at - PACK_CLOCK_SKEW_MS) * ROWS_A_MS,
      at,
      at,
    );
    for (const { clicks } of cursor) yield JSON.parse(clicks);
  }

  /** The oldest rows that still hold clicks, stored before `before` (UTC ms), at most `limit`. */
  oldestClicks(before: number, limit: number): { n: number; clicks: RawClick[] }[] {
    return this.#sql
      .exec<{ n: number; clicks: string }>(
        "select n, clicks from rows where n < ? and clicks is not null order by n limit ?",
        before * ROWS_A_MS,
        limit,
      )
      .toArray()
      .map(({ n, clicks }) => ({ n, clicks: JSON.parse(clicks) }));
  }

  /** Takes the clicks out of the rows `first` to `last`; what is left are the ids of their packs. */
  dropClicks(first: number, last: number): void {
    this.#sql.exec("update rows set clicks = null where n between ? and ?", first, last);
  }

  /** Rows that hold nothing but ids of packs, stored before `before` (UTC ms). */
  dropPackIds(before: number): void {
    this.#sql.exec("delete from rows where n < ? and clicks is null", before * ROWS_A_MS);
  }

  /** When the oldest row with clicks was stored, UTC ms; `null` without one. */
  oldestAt(): number | null {
    const [row] = this.#sql
      .exec<{ n: number }>("select n from rows where clicks is not null order by n limit 1")
      .toArray();
    return row ? storedAt(row.n) : null;
  }

  writeMarkPart(name: string, part: number, body: string): void {
    this.#sql.exec(
      `insert into marks (name, part, body) values (?, ?, ?)
       on conflict do update set body = excluded.body`,
      name,
      part,
      body,
    );
  }

  /** A mark of any length, in parts that a row can hold. */
  writeMark(name: string, body: string): void {
    let part = 0;
    for (let start = 0; part === 0 || start < body.length; ) {
      const end = chunkEnd(body, start);
      this.writeMarkPart(name, part++, body.slice(start, end));
      start = end;
    }
    this.#sql.exec("delete from marks where name = ? and part >= ?", name, part);
  }

  /** The parts of a mark, in order, read as they are asked for. */
  *markParts(name: string): Generator<string> {
    const query = "select body from marks where name = ? order by part";
    for (const { body } of this.#sql.exec<{ body: string }>(query, name)) yield body;
  }

  /** `null` when there is none. */
  readMark(name: string): string | null {
    const parts = [...this.markParts(name)];
    return parts.length === 0 ? null : parts.join("");
  }

  /** Names of marks that begin so, in order. */
  markNames(prefix: string): string[] {
    return this.#sql
      .exec<{ name: string }>(
        "select distinct name from marks where name >= ? and name < ? order by name",
        prefix,
        `${prefix}\uffff`,
      )
      .toArray()
      .map(({ name }) => name);
  }

  dropMark(name: string): void {
    this.#sql.exec("delete from marks where name = ?", name);
  }
}
