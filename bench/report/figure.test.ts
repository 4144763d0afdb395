import { describe, expect, it } from "vitest";
import { figure, standing } from "./figure.ts";
import { numberText, tableOf } from "./table.ts";

describe("how a figure stands to its budget", () => {
  it.each([
    [1.3, { max: 1.3 }, "within"],
    [1.31, { max: 1.3 }, "over"],
    [2.6, { max: 1.3 }, "over"],
    [2.61, { max: 1.3 }, "beyond"],
    [0.55, { min: 0.55 }, "within"],
    [0.54, { min: 0.55 }, "over"],
    [0.275, { min: 0.55 }, "over"],
    [0.27, { min: 0.55 }, "beyond"],
    [0, { min: 0.55 }, "beyond"],
    [Number.NaN, { max: 1 }, "beyond"],
    [Number.NaN, { min: 1 }, "beyond"],
  ])("%d against %j is %s", (value, budget, expected) => {
    expect(standing({ value, budget })).toBe(expected);
  });

  it("is nothing without one", () => {
    expect(standing(figure("a", "ms", 5))).toBe("no budget");
  });
});

describe("the table", () => {
  it.each([
    [20_480, "20,480"],
    [0.123_456, "0.123"],
    [98.34, "98.3"],
    [0, "0"],
    [-5.333, "-5.33"],
    [Number.NaN, "–"],
  ])("writes %d as %s", (value, expected) => {
    expect(numberText(value)).toBe(expected);
  });

  it("has a line for each figure, as wide as the others", () => {
    const figures = [
      figure(
        "redirect.p50_ratio",
        "of bare",
        { value: 1.2, min: 1, max: 1.4 },
        { budget: { max: 1.3 } },
      ),
      figure("edge_bundle_gzip_bytes", "bytes", 30_000, { budget: { max: 20_480 } }),
    ];
    const lines = tableOf(figures).split("\n");
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toMatch(
      /redirect\.p50_ratio +\| 1\.2 +\| 1 … 1\.4 +\| of bare +\| ≤ 1\.3 +\| within/,
    );
    expect(lines[3]).toMatch(/30,000 +\| +\| bytes +\| ≤ 20,480 +\| over/);
  });
});
