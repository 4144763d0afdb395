import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { uploadBytes, withinBudget } from "./budgets.ts";

describe("bundle budgets", () => {
  it.each([
    [0, 10],
    [10, 10],
  ])("%i bytes are within a budget of %i", (bytes, bytesMax) => {
    expect(withinBudget("It", bytes, bytesMax)).toEqual({
      problems: [],
      note: `${bytes} of ${bytesMax} bytes gzipped`,
    });
  });

  it("one byte too many is a problem that names what is too big", () => {
    expect(withinBudget("It", 11, 10)).toEqual({ problems: ["It: 11 of 10 bytes gzipped"] });
  });

  it("counts every module that is uploaded, and no source map", () => {
    const folder = mkdtempSync(join(tmpdir(), "bundle-"));
    const module = "export default 1;".repeat(50);
    mkdirSync(join(folder, "parts"));
    writeFileSync(join(folder, "index.js"), module);
    writeFileSync(join(folder, "parts", "text.js"), module);
    writeFileSync(join(folder, "index.js.map"), "x".repeat(5000));
    writeFileSync(join(folder, "README.md"), "about this folder");
    expect(uploadBytes(folder)).toBe(2 * gzipSync(module, { level: 9 }).length);
    rmSync(folder, { recursive: true });
  });
});
