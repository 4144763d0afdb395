import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonthsClamped,
  dayInZone,
  endOfDay,
  periodDays,
  periodKey,
} from "./calendar.ts";
import type { Period } from "./reward.ts";

describe("the day of a moment", () => {
  it.each([
    ["2026-11-24T23:30:00Z", "UTC", "2026-11-24"],
    ["2026-11-24T23:30:00Z", "Europe/Berlin", "2026-11-25"],
    ["2026-11-24T03:30:00Z", "America/New_York", "2026-11-23"],
    ["2026-12-31T15:00:00Z", "Asia/Tokyo", "2027-01-01"],
    ["2026-12-31T10:00:00Z", "Pacific/Kiritimati", "2027-01-01"],
    ["2026-11-24T18:29:59Z", "Asia/Kolkata", "2026-11-24"],
    ["2026-11-24T18:30:00Z", "Asia/Kolkata", "2026-11-25"],
    // Clocks go forward in Berlin at 01:00 UTC: midnight is at 23:00 before, at 22:00 after.
    ["2026-03-28T23:00:00Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T21:59:59Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"],
    // Midnight of that day does not exist in Cairo: the clock goes from 23:59:59 to 01:00.
    ["2026-04-23T21:59:59Z", "Africa/Cairo", "2026-04-23"],
    ["2026-04-23T22:00:00Z", "Africa/Cairo", "2026-04-24"],
    // Clocks go back in New York at 06:00 UTC.
    ["2026-11-01T03:59:59Z", "America/New_York", "2026-10-31"],
    ["2026-11-02T04:59:59Z", "America/New_York", "2026-11-01"],
    ["1999-12-31T23:59:59Z", "UTC", "1999-12-31"],
    ["2024-02-29T12:00:00Z", "UTC", "2024-02-29"],
  ])("%s in %s is %s", (moment, zone, expected) => {
    expect(dayInZone(Date.parse(moment), zone)).toBe(expected);
  });

  it("refuses a zone that there is not", () => {
    expect(() => dayInZone(0, "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("months later", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2026-01-31", 2, "2026-03-31"],
    ["2026-03-31", 1, "2026-04-30"],
    ["2026-11-24", 12, "2027-11-24"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-10-31", 4, "2027-02-28"],
    ["2026-05-05", 0, "2026-05-05"],
  ])("%s and %d months is %s", (day, months, expected) => {
    expect(addMonthsClamped(day, months)).toBe(expected);
  });

  it.each(["", "2026-1-1", "2026-01-01T00:00", "tomorrow"])("refuses %j", (day) => {
    expect(() => addMonthsClamped(day, 1)).toThrow(RangeError);
  });

  it("stays in the month that is meant and never goes beyond the day", () => {
    const days = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.nat({ max: 120 }), (day, months) => {
        const later = addMonthsClamped(day, months);
        const monthsOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthsOf(later) - monthsOf(day)).toBe(months);
        expect(Number(later.slice(8)) <= Number(day.slice(8))).toBe(true);
      }),
    );
  });
});

describe("days later", () => {
  it.each([
    ["2026-03-29", 1, "2026-03-30"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-01-01", -1, "2025-12-31"],
    ["2026-11-24", -29, "2026-10-26"],
  ])("%s and %d days is %s", (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });
});

describe("periods", () => {
  const calendar = (unit: "day" | "month" | "quarter" | "year"): Period => ({
    kind: "calendar",
    unit,
  });
  it.each<[string, Period, string, string, string | null, string | null]>([
    ["day", calendar("day"), "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24"],
    ["month", calendar("month"), "2026-11-24", "2026-11", "2026-11-01", "2026-11-30"],
    ["February", calendar("month"), "2024-02-10", "2024-02", "2024-02-01", "2024-02-29"],
    ["first quarter", calendar("quarter"), "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31"],
    ["second quarter", calendar("quarter"), "2026-04-01", "2026-Q2", "2026-04-01", "2026-06-30"],
    ["fourth quarter", calendar("quarter"), "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"],
    ["year", calendar("year"), "2026-11-24", "2026", "2026-01-01", "2026-12-31"],
    [
      "last 30 days",
      { kind: "rolling", days: 30 },
      "2026-11-24",
      "2026-10-26..2026-11-24",
      "2026-10-26",
      "2026-11-24",
    ],
    ["lifetime", { kind: "lifetime" }, "2026-11-24", "lifetime", null, null],
  ])("%s", (_, period, day, key, fromDay, toDay) => {
    expect(periodKey(period, day)).toBe(key);
    expect(periodDays(period, day)).toEqual({ fromDay, toDay });
  });

  it("gives all days of a period its key, and no other day", () => {
    const days = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const units = fc.constantFrom("day", "month", "quarter", "year");
    fc.assert(
      fc.property(days, units, (day, unit) => {
        const period = calendar(unit as "day");
        const { fromDay, toDay } = periodDays(period, day);
        const key = periodKey(period, day);
        expect(periodKey(period, fromDay ?? "")).toBe(key);
        expect(periodKey(period, toDay ?? "")).toBe(key);
        expect(periodKey(period, addDays(fromDay ?? "", -1))).not.toBe(key);
        expect(periodKey(period, addDays(toDay ?? "", 1))).not.toBe(key);
      }),
    );
  });
});

describe("the end of a day", () => {
  it.each([
    ["2026-11-24", "UTC", "2026-11-25T00:00:00Z"],
    ["2026-11-24", "Europe/Berlin", "2026-11-24T23:00:00Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00Z"],
    ["2026-11-24", "Pacific/Kiritimati", "2026-11-24T10:00:00Z"],
    ["2026-11-24", "Etc/GMT+12", "2026-11-25T12:00:00Z"],
    ["2026-11-24", "Asia/Kathmandu", "2026-11-24T18:15:00Z"],
  ])("%s in %s is %s", (day, zone, expected) => {
    expect(new Date(endOfDay(day, zone)).toISOString()).toBe(expected.replace("Z", ".000Z"));
  });

  it("is the first moment of the next", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe");
    fc.assert(
      fc.property(fc.integer({ min: 1.5e12, max: 2e12 }), zones, (at, zone) => {
        const day = dayInZone(at, zone);
        const end = endOfDay(day, zone);
        expect(dayInZone(end, zone)).toBe(addDays(day, 1));
        expect(dayInZone(end - 1, zone)).toBe(day);
      }),
    );
  });
});
