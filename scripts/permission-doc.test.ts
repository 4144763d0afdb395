import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERMISSIONS, type Rule } from "../workers/domain/permission-table.ts";
import { permissionTable, SECURITY_PAGE, withPermissionTable } from "./permission-doc.ts";

const START = "<!-- permission table: written by `npm run docs` -->";
const END = "<!-- end of the permission table -->";
const cellsOf = (line: string) => line.split("|").map((cell) => cell.trim());
const [header = "", , ...rows] = permissionTable().split("\n");

describe("the permission table on paper", () => {
  it("has one line for each action, in the order of the table", () => {
    expect(rows.map((row) => cellsOf(row)[1])).toEqual(
      Object.keys(PERMISSIONS).map((action) => `\`${action}\``),
    );
  });

  it.each<[Rule, string]>([
    [{}, "| `a.b` |  |  |  |  |  |  |  |  |"],
    [{ apiKey: "links:read" }, "| `a.b` | `links:read` |  |  |  |  |  |  |  |"],
    [{ member: "manager" }, "| `a.b` |  | manager |  |  |  |  |  |  |"],
    [{ affiliate: "own" }, "| `a.b` |  |  | own |  |  |  |  |  |"],
    [{ affiliate: "program" }, "| `a.b` |  |  | of the program |  |  |  |  |  |"],
    [{ self: true }, "| `a.b` |  |  |  | yes |  |  |  |  |"],
    [{ admin: true }, "| `a.b` |  |  |  |  | yes |  |  |  |"],
    [{ operator: true }, "| `a.b` |  |  |  |  |  | yes |  |  |"],
    [{ anyone: true }, "| `a.b` |  |  |  |  |  |  | yes |  |"],
    [{ system: true }, "| `a.b` |  |  |  |  |  |  |  | yes |"],
  ])("says of %j what it says", (rule, line) => {
    expect(permissionTable({ "a.b": rule }).split("\n")[2]).toBe(line);
  });

  it("loses nothing: as many cells are filled as the table has words", () => {
    const said = rows.flatMap((row) => cellsOf(row).slice(2)).filter((cell) => cell !== "");
    const rules: Rule[] = Object.values(PERMISSIONS);
    expect(said).toHaveLength(rules.flatMap((rule) => Object.keys(rule)).length);
    expect(new Set(rows.map((row) => cellsOf(row).length))).toEqual(
      new Set([cellsOf(header).length]),
    );
  });
});

describe("the page that holds it", () => {
  const text = fc.string().filter((one) => !one.includes("<!--") && !one.includes("$"));

  it("keeps what stands around it, and changes nothing twice", () => {
    fc.assert(
      fc.property(text, text, text, (before, old, after) => {
        const page = withPermissionTable(`${before}${START}${old}${END}${after}`, "| new |");
        expect(page).toBe(`${before}${START}\n\n| new |\n\n${END}${after}`);
        expect(withPermissionTable(page, "| new |")).toBe(page);
      }),
    );
  });

  it.each(["", START, END, `${END}${START}`, `${START}${START}${END}`, `${START}${END}${END}`])(
    "must have the marks: %j has not",
    (page) => {
      expect(() => withPermissionTable(page)).toThrow(SECURITY_PAGE);
    },
  );

  it("is up to date", () => {
    const page = readFileSync(SECURITY_PAGE, "utf8");
    expect(withPermissionTable(page)).toBe(page);
  });
});
