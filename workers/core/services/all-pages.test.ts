import { describe, expect, it } from "vitest";
import { allPages } from "./all-pages.ts";

describe("all pages of a query", () => {
  it.each([0, 1, 99, 100, 101, 250])("are read when there are %i rows", async (count) => {
    const rows = Array.from({ length: count }, (_, index) => ({
      id: String(index).padStart(4, "0"),
    }));
    const read = async (after: string, limit: number) =>
      rows.filter(({ id }) => id > after).slice(0, limit);
    const found: unknown[] = [];
    for await (const row of allPages(read)) found.push(row);
    expect(found).toEqual(rows);
  });
});
