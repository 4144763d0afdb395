/** Day totals beside what their conversions add up to. */
import type { Db } from "../../../db/batch.ts";
import {
  nextDay,
  selectConversionsOfDay,
  selectDayTotals,
} from "../../../db/queries/books-days.ts";
import { addDayTotal, type DayTotal, noChanges } from "../conversions/changes.ts";
import { dayTotalsOf } from "../conversions/day-totals.ts";
import type { Difference, Walk, WalkScope } from "./walk.ts";

const CONVERSIONS_PER_READ = 500;
/** A day that is written to while it is read seems to differ: it is read again. */
const READINGS_MAX = 3;
const SUMS = [
  "conversions",
  "earning",
  "newCustomers",
  "revenue",
  "commission",
  "refunds",
] as const satisfies readonly (keyof DayTotal)[];

const keyOf = ({ affiliateId, type, eventName }: DayTotal) =>
  [affiliateId || "nobody", type, eventName].filter((part) => part !== "").join(":");
const saying = (row: DayTotal | undefined) => SUMS.map((name) => row?.[name] ?? 0).join(" ");

async function recompute(db: Db, scope: WalkScope, day: string) {
  const changes = noChanges();
  let examined = 0;
  let after = 0;
  for (;;) {
    const page = { day, after, limit: CONVERSIONS_PER_READ };
    const { found, commissions } = await selectConversionsOfDay(db, scope, page);
    const byConversion = Map.groupBy(commissions, ({ conversionId }) => conversionId);
    for (const { row, position } of found) {
      for (const part of dayTotalsOf(row, byConversion.get(row.id) ?? [])) {
        addDayTotal(changes, part);
      }
      after = position;
    }
    examined += found.length;
    if (found.length < CONVERSIONS_PER_READ) {
      return { examined, totals: [...changes.dayTotals.values()] };
    }
  }
}

async function readDay(db: Db, scope: WalkScope, day: string) {
  const { examined, totals } = await recompute(db, scope, day);
  const stored = new Map((await selectDayTotals(db, scope, day)).map((row) => [keyOf(row), row]));
  const made = new Map(totals.map((row) => [keyOf(row), row]));
  const differences: Difference[] = [];
  for (const key of new Set([...stored.keys(), ...made.keys()])) {
    const [kept, summed] = [saying(stored.get(key)), saying(made.get(key))];
    if (kept === summed) continue;
    differences.push({
      kind: "day.totals",
      subjectId: `${scope.programId}:${day}:${key}`,
      facts: { sums: SUMS.join(" "), kept, summed },
    });
  }
  return { examined, differences };
}

/** A day a page. */
export const walkDays: Walk = {
  of: "program",
  page: async (db, scope, after) => {
    const day = await nextDay(db, scope, after?.id ?? "");
    if (day === null) return { examined: 0, differences: [], after: null };
    let read = await readDay(db, scope, day);
    for (let reading = 1; reading < READINGS_MAX && read.differences.length > 0; reading++) {
      read = await readDay(db, scope, day);
    }
    return { ...read, after: { value: day, id: day } };
  },
};
