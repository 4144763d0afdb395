import { describe, expect, it } from "vitest";
import { DAY_MS } from "./day.ts";
import { CLOCK_SKEW_MS, eventTime } from "./event-time.ts";
import type { Trust } from "./report.ts";

const NOW = Date.UTC(2026, 10, 24);
const timed = (trust: Trust, occurredAt: number | null) =>
  eventTime({ trust, occurredAt, acceptedAt: NOW });

describe("a server says when it happened", () => {
  it.each<[string, number | null, number, string]>([
    ["an hour ago", NOW - 3_600_000, NOW - 3_600_000, "occurred_at"],
    ["180 days ago", NOW - 180 * DAY_MS, NOW - 180 * DAY_MS, "occurred_at"],
    ["now", NOW, NOW, "occurred_at"],
    ["a fast clock: read as now", NOW + CLOCK_SKEW_MS, NOW, "occurred_at"],
    ["nothing said: arrival", null, NOW, "arrival"],
  ])("%s", (_, occurredAt, at, source) => {
    expect(timed("api", occurredAt)).toEqual({ ok: true, at, source });
    expect(timed("provider", occurredAt)).toEqual({ ok: true, at, source });
  });

  it.each([
    ["more than 180 days ago", NOW - 180 * DAY_MS - 1, "conversion.occurred_at_too_old"],
    ["in the future", NOW + CLOCK_SKEW_MS + 1, "conversion.occurred_at_in_future"],
  ])("%s is refused", (_, occurredAt, code) => {
    expect(timed("api", occurredAt)).toEqual({ ok: false, code });
    expect(timed("provider", occurredAt)).toEqual({ ok: false, code });
  });
});

describe("a browser's report counts from its arrival", () => {
  it.each(["browser", "signed_browser"] as const)("%s", (trust) => {
    const arrival = { ok: true, at: NOW, source: "arrival" };
    expect(timed(trust, NOW - DAY_MS)).toEqual(arrival);
    expect(timed(trust, NOW + DAY_MS)).toEqual(arrival);
    expect(timed(trust, null)).toEqual(arrival);
  });
});
