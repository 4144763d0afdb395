import { describe, expect, it } from "vitest";
import { figure } from "./figure.ts";
import { resultsOf, resultsSchema } from "./results.ts";

const run = { mode: "quick", startedAt: 1_767_225_600_000, endedAt: 1_767_225_660_400 } as const;

describe("results.json", () => {
  it("holds each figure under its name, and what it was measured on", () => {
    const results = resultsOf(
      [figure("redirect.p99_ratio", "of bare", 1.4, { budget: { max: 1.5 }, note: "calm" })],
      run,
    );
    expect(results.figures).toEqual({
      "redirect.p99_ratio": {
        value: 1.4,
        min: 1.4,
        max: 1.4,
        unit: "of bare",
        budget: { max: 1.5 },
        note: "calm",
      },
    });
    expect(results).toMatchObject({
      version: 1,
      seconds: 60,
      started_at: "2026-01-01T00:00:00.000Z",
    });
    expect(results.machine.cores).toBeGreaterThan(0);
  });

  it("survives being written and read", () => {
    const results = resultsOf([figure("a.b_c", "ms", Number.NaN)], run);
    expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
    expect(results.figures["a.b_c"]?.value).toBeNull();
  });

  it.each(["Redirect", "a b", "a.", ""])("refuses the name %j", (name) => {
    expect(() => resultsOf([figure(name, "ms", 1)], run)).toThrow();
  });
});
