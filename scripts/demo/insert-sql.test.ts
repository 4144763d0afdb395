import { DatabaseSync } from "node:sqlite";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import { insertSql } from "./insert-sql.ts";

const cups = sqliteTable("cups", {
  id: text("id").primaryKey(),
  label: text("label").notNull(),
  washed: integer("washed", { mode: "boolean" }).notNull().default(false),
  sizes: text("sizes", { mode: "json" }).$type<number[]>(),
  count: integer("count").notNull().default(1),
});

describe("rows as SQL", () => {
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(":memory:");
    db.exec(
      "create table cups (id text primary key, label text not null, washed integer not null, sizes text, count integer not null check (count > 0))",
    );
  });
  const all = () => db.prepare("select * from cups order by id").all();

  it("writes text with quotes, JSON, booleans and the schema's defaults", () => {
    db.exec(insertSql(cups, [{ id: "a", label: "Ann's; drop", sizes: [1, 2], washed: true }]));
    db.exec(insertSql(cups, [{ id: "b", label: "B" }]));
    expect(all()).toEqual([
      { id: "a", label: "Ann's; drop", washed: 1, sizes: "[1,2]", count: 1 },
      { id: "b", label: "B", washed: 0, sizes: null, count: 1 },
    ]);
  });

  it("leaves a row that is there as it is", () => {
    db.exec(insertSql(cups, [{ id: "a", label: "first" }]));
    db.exec(insertSql(cups, [{ id: "a", label: "second" }]));
    expect(all()).toMatchObject([{ id: "a", label: "first" }]);
  });

  it("fails where a check refuses a row", () => {
    expect(() => db.exec(insertSql(cups, [{ id: "a", label: "A", count: 0 }]))).toThrow(/CHECK/);
  });

  it("splits many rows into statements, and writes nothing for none", () => {
    const rows = Array.from({ length: 120 }, (_, index) => ({ id: `c${index}`, label: "C" }));
    db.exec(insertSql(cups, rows));
    expect(all()).toHaveLength(120);
    expect(insertSql(cups, rows).split("INSERT INTO")).toHaveLength(4);
    expect(insertSql(cups, [])).toBe("");
  });

  it("refuses a number that is no integer", () => {
    expect(() => insertSql(cups, [{ id: "a", label: "A", count: 1.5 }])).toThrow(/literal/);
  });
});
