/** Days of a report: its intervals, and the days that it is compared with. */
import { addDays, addMonthsClamped } from "./calendar.ts";
import { DAY_MS } from "./day.ts";

export const INTERVALS = ["day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];
/** Both inclusive, `YYYY-MM-DD`. */
export type Days = { readonly fromDay: string; readonly toDay: string };

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** How many days, both ends among them. */
export const lengthOf = ({ fromDay, toDay }: Days): number =>
  Math.round((timeOf(toDay) - timeOf(fromDay)) / DAY_MS) + 1;

/** The first day of the interval that `day` lies in. Weeks begin on Monday (ISO 8601). */
export function intervalStart(day: string, interval: Interval): string {
  if (interval === "day") return day;
  if (interval === "month") return `${day.slice(0, 7)}-01`;
  const sinceMonday = (new Date(timeOf(day)).getUTCDay() + 6) % 7;
  return addDays(day, -sinceMonday);
}

const next = (start: string, interval: Interval): string =>
  interval === "month" ? addMonthsClamped(start, 1) : addDays(start, interval === "week" ? 7 : 1);

/** Every interval that the days touch, by its first day; the first and last may lie partly outside. */
export function intervalsOf({ fromDay, toDay }: Days, interval: Interval): string[] {
  const starts: string[] = [];
  for (let day = intervalStart(fromDay, interval); day <= toDay; day = next(day, interval)) {
    starts.push(day);
  }
  return starts;
}

/** As many days right before, or the same days a year earlier (29 February becomes the 28th). */
export function comparedDays(days: Days, comparison: "previous" | "year"): Days {
  if (comparison === "year") {
    return {
      fromDay: addMonthsClamped(days.fromDay, -12),
      toDay: addMonthsClamped(days.toDay, -12),
    };
  }
  const length = lengthOf(days);
  return { fromDay: addDays(days.fromDay, -length), toDay: addDays(days.fromDay, -1) };
}
