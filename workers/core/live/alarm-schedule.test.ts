import { beforeEach, describe, expect, it } from "vitest";
import { AlarmSchedule } from "./alarm-schedule.ts";

const NOW = 1_000_000;
let alarms: number[];
let due: Map<"flush" | "archive", number>;
let schedule: AlarmSchedule<"flush" | "archive">;

beforeEach(() => {
  alarms = [];
  due = new Map();
  schedule = new AlarmSchedule((at) => alarms.push(at), due);
});

describe("the schedule of an object's alarm", () => {
  it("sets the alarm for the task that is due first", () => {
    schedule.at("archive", NOW + 500, NOW);
    schedule.at("flush", NOW + 100, NOW);
    schedule.at("flush", NOW + 200, NOW);
    expect(alarms).toEqual([NOW + 500, NOW + 100]);
    expect(due.get("flush")).toBe(NOW + 100);
  });

  it("leaves the alarm alone when it comes early enough", () => {
    schedule.at("flush", NOW + 100, NOW);
    schedule.at("archive", NOW + 500, NOW);
    expect(alarms).toEqual([NOW + 100]);
  });

  it("never sets an alarm for this very moment", () => {
    schedule.at("flush", NOW, NOW);
    schedule.at("archive", NOW - 50, NOW);
    expect(alarms).toEqual([NOW + 1]);
  });

  it("hands out what is due, once, and arms for the rest", () => {
    schedule.at("flush", NOW + 100, NOW);
    schedule.at("archive", NOW + 500, NOW);
    expect(schedule.take(NOW + 100)).toEqual(["flush"]);
    schedule.rearm(NOW + 100);
    expect(alarms).toEqual([NOW + 100, NOW + 500]);
    expect(schedule.take(NOW + 500)).toEqual(["archive"]);
    expect(schedule.take(NOW + 900)).toEqual([]);
  });

  it("takes a fired alarm for due, though the clock stands behind it", () => {
    schedule.at("flush", NOW + 100, NOW);
    expect(schedule.take(NOW + 99)).toEqual(["flush"]);
  });

  it("waits twice as long after every failure, at most an hour, and forgets them with a success", () => {
    const waits: number[] = [];
    for (let attempt = 0; attempt < 14; attempt++) {
      schedule.failed("flush", NOW);
      waits.push((due.get("flush") ?? 0) - NOW);
      schedule.take(NOW + 3_600_000);
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(3_600_000);
    schedule.succeeded("flush");
    schedule.failed("flush", NOW);
    expect(due.get("flush")).toBe(NOW + 1_000);
  });

  it("arms nothing when nothing is due", () => {
    schedule.rearm(NOW);
    expect(alarms).toEqual([]);
  });
});
