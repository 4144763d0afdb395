/** Days and periods in a program's time zone. A day is `YYYY-MM-DD`; days compare as text. */
import { DAY_MS } from "./day.ts";
import type { CalendarUnit, Period } from "./reward.ts";

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  FORMATTERS.set(zone, formatter);
  return formatter;
}

/** The day on which the moment `at` (UTC ms) falls in `zone` (IANA name). Throws RangeError for no zone. */
export function dayInZone(at: number, zone: string): string {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const year = (parts.get("year") ?? "").padStart(4, "0");
  return `${year}-${parts.get("month")}-${parts.get("day")}`;
}

type DayParts = { readonly year: number; readonly month: number; readonly date: number };

function partsOf(day: string): DayParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) throw new RangeError(`${day} is no day.`);
  return { year: Number(match[1]), month: Number(match[2]), date: Number(match[3]) };
}

function dayOf(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}

/** `n` calendar months later; the 31st becomes the last day of a shorter month. */
export function addMonthsClamped(day: string, n: number): string {
  const { year, month, date } = partsOf(day);
  const lastOfTarget = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
  return dayOf(year, month + n, Math.min(date, lastOfTarget));
}

/** `n` days later (earlier when negative). Counts days of the calendar, so no clock change matters. */
export function addDays(day: string, n: number): string {
  const { year, month, date } = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date) + n * DAY_MS).toISOString().slice(0, 10);
}

/** First and last day, both inclusive; `null` for no limit. */
export type DayRange = { readonly fromDay: string | null; readonly toDay: string | null };

const MONTHS_OF: Readonly<Record<CalendarUnit, number>> = {
  day: 0,
  month: 1,
  quarter: 3,
  year: 12,
};

/** The days of the period that `day` lies in; a rolling one ends with `day`. */
export function periodDays(period: Period, day: string): DayRange {
  if (period.kind === "lifetime") return { fromDay: null, toDay: null };
  if (period.kind === "rolling") return { fromDay: addDays(day, 1 - period.days), toDay: day };
  const months = MONTHS_OF[period.unit];
  if (months === 0) return { fromDay: day, toDay: day };
  const { year, month } = partsOf(day);
  const fromDay = dayOf(year, month - ((month - 1) % months), 1);
  return { fromDay, toDay: addDays(addMonthsClamped(fromDay, months), -1) };
}

/**
 * Name of the period that `day` lies in, the same for every day of it: `2026-11-24`, `2026-11`,
 * `2026-Q4`, `2026`, `lifetime`; a rolling one is named by its days, `2026-10-26..2026-11-24`.
 */
export function periodKey(period: Period, day: string): string {
  if (period.kind === "lifetime") return "lifetime";
  if (period.kind === "rolling") return `${addDays(day, 1 - period.days)}..${day}`;
  const { month } = partsOf(day);
  switch (period.unit) {
    case "day":
      return day;
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${day.slice(0, 4)}-Q${Math.ceil(month / 3)}`;
    case "year":
      return day.slice(0, 4);
  }
}

/** From noon UTC this far back no zone's day is over, and twice as far ahead every zone's is. */
const ZONE_MS_MAX = 26 * 3_600_000;

/**
 * The first moment (UTC ms) after `day` in `zone`: where the next day begins, whatever the clocks do
 * in between.
 */
export function endOfDay(day: string, zone: string): number {
  const { year, month, date } = partsOf(day);
  const noon = Date.UTC(year, month - 1, date, 12);
  let inside = noon - ZONE_MS_MAX;
  let after = noon + 2 * ZONE_MS_MAX;
  while (after - inside > 1) {
    const middle = Math.floor((inside + after) / 2);
    if (dayInZone(middle, zone) > day) after = middle;
    else inside = middle;
  }
  return after;
}
