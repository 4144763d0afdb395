import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDb } from "./batch.ts";
import { inList, jsonRows } from "./json-list.ts";
import { rawRows } from "./raw-rows.ts";
import { jobRuns } from "./schema/operations.ts";

const db = openDb(env.DB);
const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.constant(null));

describe("a read in plain SQL", () => {
  it("answers its rows, by the names that it gives them", async () => {
    expect(await rawRows(db, sql`select 1 as "one", ${"two"} as "other"`)).toEqual([
      { one: 1, other: "two" },
    ]);
  });

  it("keeps its parameters in a batch, beside drizzle's own reads, each in its place", async () => {
    const value = (what: string) => rawRows<{ value: string }>(db, sql`select ${what} as "value"`);
    const [first, none, second] = await db.batch([
      value("a"),
      db.select().from(jobRuns).where(inList(jobRuns.job, [])),
      value("b"),
    ]);
    expect([first, none, second]).toEqual([[{ value: "a" }], [], [{ value: "b" }]]);
  });

  it("answers all of its rows in a batch, as it does alone", async () => {
    const numbers = () =>
      rawRows<{ value: number }>(
        db,
        sql`select value as "value" from ${jsonRows([[1], [2], [3]])}`,
      );
    const [batched] = await db.batch([numbers()]);
    expect(batched).toHaveLength(3);
    expect(batched).toEqual(await numbers());
  });

  it("fails as D1 does", async () => {
    await expect(rawRows(db, sql`select 1 from nowhere`)).rejects.toThrow("nowhere");
  });
});

describe("rows in one parameter", () => {
  it("come out as they went in, in their order, whatever is in them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
        const read = await rawRows<{ one: unknown; other: unknown }>(
          db,
          sql`select value ->> 0 as "one", value ->> 1 as "other" from ${jsonRows(rows)} order by key`,
        );
        expect(read.map(({ one, other }) => [one, other])).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  it("may be more than D1 binds parameters", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => [index]);
    const counted = rawRows(db, sql`select count(*) as "count" from ${jsonRows(rows)}`);
    expect(await counted).toEqual([{ count: 1_000 }]);
  });
});

describe("a list of values", () => {
  it("holds what is in it and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 5 }), { maxLength: 10 }),
        fc.string({ unit: "grapheme", maxLength: 5 }),
        async (list, other) => {
          for (const value of [other, ...list]) {
            const [row] = await rawRows<{ held: number }>(
              db,
              sql`select ${inList(sql`${value}`, list)} as "held"`,
            );
            expect(row?.held).toBe(list.includes(value) ? 1 : 0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
