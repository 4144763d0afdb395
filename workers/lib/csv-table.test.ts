import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsvTable } from "./csv-table.ts";

const MAX = 100;
const rowsOf = (text: string) => {
  const table = readCsvTable(text, MAX);
  if ("kind" in table) throw new Error(table.kind);
  return table.rows.map(({ cells }) => cells);
};
const ONE = [{ code: "A", affiliate: "mara" }];

describe("a CSV is read", () => {
  it.each([
    ["with commas", "code,affiliate\nA,mara\n"],
    ["with semicolons", "code;affiliate\nA;mara\n"],
    ["with tabs", "code\taffiliate\nA\tmara\n"],
    ["with a byte order mark", "\uFEFFcode,affiliate\nA,mara\n"],
    ["with a byte order mark and semicolons", "\uFEFFcode;affiliate\nA;mara\n"],
    ["with quotes", '"code","affiliate"\n"A","mara"\n'],
    ["with lines of Windows", "code,affiliate\r\nA,mara\r\n"],
    ["without a last line end", "code,affiliate\nA,mara"],
    ["with empty lines", "code,affiliate\n\nA,mara\n\n,,\n"],
    ["with blanks, and columns in capitals", " Code , AFFILIATE\n A , mara \n"],
    ["with columns in another order", "affiliate,code\nmara,A"],
    ["with semicolons in a quoted header's commas", '"affiliate";"code"\nmara;A'],
  ])("%s", (_, text) => expect(rowsOf(text)).toEqual(ONE));

  it("with delimiters, quotes and line ends within quotes", () => {
    expect(rowsOf('a,b\n"1,2","say ""hi""\nthere"')).toEqual([{ a: "1,2", b: 'say "hi"\nthere' }]);
  });

  it("so that lines count as an editor counts them", () => {
    const table = readCsvTable('a,b\n1,"x\ny"\n\n2,z\n', MAX);
    if ("kind" in table) throw new Error(table.kind);
    expect(table.rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it("with too few or too many cells in a line, which is told", () => {
    const table = readCsvTable("a,b\n1\n1,2,3,4\n1,2,,\n", MAX);
    if ("kind" in table) throw new Error(table.kind);
    expect(table.rows.map(({ cells, surplus }) => [cells, surplus])).toEqual([
      [{ a: "1" }, 0],
      [{ a: "1", b: "2" }, 2],
      [{ a: "1", b: "2" }, 0],
    ]);
  });

  it("with nothing but a header", () => expect(rowsOf("a,b\n")).toEqual([]));

  it("back as it was written, whatever stands in it", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((one) => one.trim() === one);
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (pairs) => {
        const lines = pairs.map((pair) => pair.map(quoted).join(","));
        const expected = pairs.map(([a, b]) => ({ a, b }));
        expect(rowsOf(["a,b", ...lines].join("\n"))).toEqual(expected);
      }),
    );
  });
});

describe("a CSV is refused", () => {
  it.each([
    ["that is empty", ""],
    ["of blanks", "\n\n"],
    ["whose quotes do not end", 'a,b\n"1,2\n3,4\n'],
    ["with text behind a quote", 'a,b\n"1"2,3\n'],
  ])("%s", (_, text) => expect(readCsvTable(text, MAX)).toMatchObject({ kind: "malformed" }));

  it("of more lines than allowed, without reading them all", () => {
    const text = `a\n${"1\n".repeat(100_000)}`;
    expect(readCsvTable(text, MAX)).toEqual({ kind: "too_many_lines" });
    expect(readCsvTable(`a\n${"1\n".repeat(MAX)}`, MAX)).not.toHaveProperty("kind");
  });
});
