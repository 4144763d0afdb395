/** When a conversion happened (rules.md 2): said by servers, taken from the clock for browsers. */
import { DAY_MS } from "./day.ts";
import type { Trust } from "./report.ts";

/** How far back `occurred_at` may lie. */
export const OCCURRED_AT_DAYS_MAX = 180;

/**
 * A merchant's clock may be this far ahead of ours: such a time is read as now. Five minutes is what
 * Stripe's and most webhook signatures tolerate. Beyond it the report is refused.
 */
export const CLOCK_SKEW_MS = 5 * 60_000;

export type EventTime =
  | { readonly ok: true; readonly at: number; readonly source: "occurred_at" | "arrival" }
  | { readonly ok: false; readonly code: "conversion.occurred_at_too_old" }
  | { readonly ok: false; readonly code: "conversion.occurred_at_in_future" };

/**
 * The event time in UTC ms, never after `acceptedAt`. A browser's `occurredAt` is not listened to, also
 * when the merchant signed it: its report counts from arrival.
 */
export function eventTime(report: {
  readonly trust: Trust;
  readonly occurredAt: number | null;
  readonly acceptedAt: number;
}): EventTime {
  const { trust, occurredAt, acceptedAt } = report;
  const fromServer = trust === "api" || trust === "provider";
  if (!fromServer || occurredAt === null) return { ok: true, at: acceptedAt, source: "arrival" };
  if (occurredAt > acceptedAt + CLOCK_SKEW_MS) {
    return { ok: false, code: "conversion.occurred_at_in_future" };
  }
  if (occurredAt < acceptedAt - OCCURRED_AT_DAYS_MAX * DAY_MS) {
    return { ok: false, code: "conversion.occurred_at_too_old" };
  }
  return { ok: true, at: Math.min(occurredAt, acceptedAt), source: "occurred_at" };
}
