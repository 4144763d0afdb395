import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonthsClamped } from "./calendar.ts";
import type { RewardDuration } from "./reward.ts";
import { comparedDay, durationAllows } from "./reward-duration.ts";

function customer(firstSaleDay: string | null, earlier: number) {
  return { customerId: "cus_1", firstSaleDay, earlier };
}

describe("the day that is compared", () => {
  const eventAt = Date.parse("2026-11-24T23:30:00Z");
  it.each([
    ["the event's, in the program's zone", eventAt, null, "Europe/Berlin", "2026-11-25"],
    [
      "of a renewal the start of its period",
      eventAt,
      Date.parse("2026-11-20T00:00:00Z"),
      "UTC",
      "2026-11-20",
    ],
    [
      "in the program's zone as well",
      eventAt,
      Date.parse("2026-11-20T00:00:00Z"),
      "America/New_York",
      "2026-11-19",
    ],
  ])("is %s", (_, at, periodStart, zone, expected) => {
    expect(comparedDay({ eventAt: at, periodStart }, zone)).toBe(expected);
  });
});

describe("for N months", () => {
  it.each([
    ["the first sale", 12, "2026-11-24", null, true],
    ["the first day again", 12, "2026-11-24", "2026-11-24", true],
    ["the last day", 12, "2027-11-23", "2026-11-24", true],
    ["one day too late", 12, "2027-11-24", "2026-11-24", false],
    ["January 31 and one month ends before February 28", 1, "2026-02-27", "2026-01-31", true],
    ["that day is out", 1, "2026-02-28", "2026-01-31", false],
    ["in a leap year it ends before the 29th", 1, "2024-02-28", "2024-01-31", true],
    ["three months from the 30th of November", 3, "2027-02-27", "2026-11-30", true],
    ["and no longer", 3, "2027-02-28", "2026-11-30", false],
    ["a late report of an earlier sale", 1, "2026-01-01", "2026-01-20", true],
    ["a resubscription years later", 12, "2030-01-01", "2026-01-01", false],
  ])("%s", (_, months, day, firstSaleDay, earns) => {
    const duration: RewardDuration = { kind: "months", months };
    const answer = durationAllows(duration, "rwd_1", day, customer(firstSaleDay, 1));
    expect(answer.earns).toBe(earns);
  });

  it("names first day and end", () => {
    const twelve: RewardDuration = { kind: "months", months: 12 };
    expect(durationAllows(twelve, "rwd_1", "2027-01-05", customer("2026-11-24", 3))).toEqual({
      earns: true,
      steps: [
        {
          code: "duration.months",
          months: 12,
          firstDay: "2026-11-24",
          endDay: "2027-11-24",
          day: "2027-01-05",
        },
      ],
    });
    expect(durationAllows(twelve, "rwd_1", "2028-01-05", customer("2026-11-24", 3))).toEqual({
      earns: false,
      step: {
        code: "nothing.duration_over",
        rewardId: "rwd_1",
        duration: "months",
        firstDay: "2026-11-24",
        endDay: "2027-11-24",
        day: "2028-01-05",
        earlier: 3,
      },
    });
  });

  it("pays a monthly subscription exactly N times, whatever day it began on", () => {
    const days = fc
      .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 36 }), (firstDay, months) => {
        const renewals = Array.from({ length: 60 }, (_, n) => addMonthsClamped(firstDay, n));
        const paid = renewals.filter(
          (day, n) =>
            durationAllows({ kind: "months", months }, "r", day, customer(firstDay, n)).earns,
        );
        expect(paid.length).toBe(months);
      }),
    );
  });
});

describe("the other durations", () => {
  it.each<[string, RewardDuration, number, boolean]>([
    ["one time: the first", { kind: "one_time" }, 0, true],
    ["one time: no second", { kind: "one_time" }, 1, false],
    ["three payments: the third", { kind: "payments", payments: 3 }, 2, true],
    ["three payments: no fourth", { kind: "payments", payments: 3 }, 3, false],
    ["for life", { kind: "lifetime" }, 999, true],
  ])("%s", (_, duration, earlier, earns) => {
    const day = "2026-11-24";
    const answer = durationAllows(duration, "rwd_1", day, customer("2020-01-01", earlier));
    expect(answer.earns).toBe(earns);
  });

  it("count the payment", () => {
    const duration: RewardDuration = { kind: "payments", payments: 3 };
    expect(durationAllows(duration, "rwd_1", "2026-11-24", customer("2026-01-01", 1))).toEqual({
      earns: true,
      steps: [{ code: "duration.payments", payments: 3, payment: 2 }],
    });
  });

  it.each<RewardDuration>([
    { kind: "one_time" },
    { kind: "months", months: 1 },
    { kind: "payments", payments: 1 },
    { kind: "lifetime" },
  ])("take an unknown customer for a new one: %j", (duration) => {
    expect(durationAllows(duration, "rwd_1", "2026-11-24", null).earns).toBe(true);
  });
});
