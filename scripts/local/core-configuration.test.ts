import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coreConfiguration } from "./core-configuration.ts";

const TEXT = readFileSync("wrangler.toml", "utf8");
const absolute = (path: string) => join("/project", path);
const changed = coreConfiguration(TEXT, "http://localhost:9999", absolute);

describe("core's configuration in a local installation", () => {
  it("links to where it is served, and finds the project from another folder", () => {
    expect(changed).toContain('\nBASE_URL = "http://localhost:9999"\n');
    expect(changed).toContain('\nmain = "/project/workers/core/index.ts"\n');
    expect(changed).toContain('\nmigrations_dir = "/project/migrations"\n');
  });

  it("is otherwise the one that is deployed", () => {
    const before = TEXT.split("\n");
    const after = changed.split("\n");
    expect(after).toHaveLength(before.length);
    const different = before.filter((line, index) => line !== after[index]);
    expect(different.map((line) => line.split(" ")[0])).toEqual([
      "main",
      "BASE_URL",
      "migrations_dir",
    ]);
  });

  it("names every path of the project there is, so that none is looked for elsewhere", () => {
    const paths = [...TEXT.matchAll(/^\s*\w+ = "([\w./-]+)"/gm)]
      .map(([, value]) => value ?? "")
      .filter((value) => existsSync(value));
    expect(paths).toEqual(["workers/core/index.ts", "migrations"]);
  });

  it.each(["main", "BASE_URL", "migrations_dir"])("does not go on without %s", (name) => {
    const without = TEXT.replace(new RegExp(`^${name} = .*$`, "m"), "");
    expect(() => coreConfiguration(without, "http://localhost:1", absolute)).toThrow(name);
  });
});
