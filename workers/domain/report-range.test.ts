import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "./calendar.ts";
import { comparedDays, INTERVALS, intervalStart, intervalsOf, lengthOf } from "./report-range.ts";

const days = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 500 }))
  .map(([start, length]) => {
    const fromDay = addDays("1990-01-01", start);
    return { fromDay, toDay: addDays(fromDay, length) };
  });

describe("intervals", () => {
  it.each([
    ["2026-11-25", "day", "2026-11-25"],
    ["2026-11-25", "week", "2026-11-23"],
    ["2026-11-23", "week", "2026-11-23"],
    ["2026-11-22", "week", "2026-11-16"],
    ["2026-03-01", "week", "2026-02-23"],
    ["2026-11-25", "month", "2026-11-01"],
  ] as const)("%s lies in the %s of %s", (day, interval, start) => {
    expect(intervalStart(day, interval)).toBe(start);
  });

  it("cover each day once", () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...INTERVALS), (range, interval) => {
        const starts = intervalsOf(range, interval);
        expect(new Set(starts).size).toBe(starts.length);
        for (let day = range.fromDay; day <= range.toDay; day = addDays(day, 1)) {
          expect(starts).toContain(intervalStart(day, interval));
        }
        expect(starts.at(-1)).toBe(intervalStart(range.toDay, interval));
      }),
      { numRuns: 50 },
    );
  });
});

describe("what a report is compared with", () => {
  it("is as long, and ends right before", () => {
    fc.assert(
      fc.property(days, (range) => {
        const before = comparedDays(range, "previous");
        expect(lengthOf(before)).toBe(lengthOf(range));
        expect(addDays(before.toDay, 1)).toBe(range.fromDay);
      }),
    );
  });

  it.each([
    ["2026-11-01", "2026-11-25", "2025-11-01", "2025-11-25"],
    ["2028-02-29", "2028-03-01", "2027-02-28", "2027-03-01"],
  ])("a year earlier than %s to %s: %s to %s", (fromDay, toDay, from, to) => {
    expect(comparedDays({ fromDay, toDay }, "year")).toEqual({ fromDay: from, toDay: to });
  });
});
