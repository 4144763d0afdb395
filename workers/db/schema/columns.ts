/** Columns that many tables share, so that they are spelled and constrained alike everywhere. */
import { type SQL, sql } from "drizzle-orm";
import { check, customType, integer, type SQLiteColumn, text } from "drizzle-orm/sqlite-core";
import type { Mode } from "../../domain/mode.ts";

/** TypeID primary key. */
export const id = () => text("id").primaryKey();
/** UTC milliseconds. */
export const at = (name: string) => integer(name);
/** UTC milliseconds, also in tables that better-auth writes, which hands over a Date. */
export const instant = customType<{ data: number; driverData: number }>({
  dataType: () => "integer",
  toDriver: (value: number | Date) => (value instanceof Date ? value.getTime() : value),
});
/** Minor units of the currency beside it. */
export const minorUnits = (name: string) => integer(name);
export const mode = () => text("mode").$type<Mode>().notNull();
export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>();
/** `YYYY-MM-DD` in the program's time zone. */
export const day = (name: string) => text(name);

/** A check that `column` holds one of `values`. */
export const oneOf = (name: string, column: SQLiteColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`);

/** A check that every one of the columns is at least zero. */
export const notNegative = (name: string, ...columns: SQLiteColumn[]) =>
  check(
    name,
    columns.reduce<SQL>((all, column) => sql`${all} and ${column} >= 0`, sql`1`),
  );

export const modeIs = (name: string, column: SQLiteColumn) => oneOf(name, column, ["live", "test"]);
