import { describe, expect, it } from "vitest";
import { type Clicks, dueTasks, type Knowledge, overdueTasks } from "./due-tasks.ts";

const DAY = 86_400_000;
const NOW = 20_000 * DAY + DAY / 2;
const MIDNIGHT = 20_001 * DAY;
const MINUTE = 60_000;
const none: Clicks = { oldestAt: null, keptMs: 181 * DAY, totalsMs: 5 * MINUTE };
/** The number of a row that was stored so long before now. */
const rowOf = (ago: number) => (NOW - ago) * 1_000;

const knowing = (own: Partial<Knowledge> = {}): Knowledge => ({
  hasUnflushed: false,
  flushedSeq: 0,
  hasOpenDays: false,
  hasDaysToForget: () => false,
  linksToClose: () => [],
  ...own,
});

describe("what a counter has to do later", () => {
  it.each<[string, Partial<Knowledge>, Partial<Clicks>, ReturnType<typeof dueTasks>]>([
    ["nothing", {}, {}, []],
    ["totals that D1 does not have", { hasUnflushed: true }, {}, [["flush", NOW + 15_000]]],
    [
      "clicks after a pause",
      { hasUnflushed: true, flushedSeq: rowOf(5 * MINUTE) },
      {},
      [["flush", NOW + 15_000]],
    ],
    [
      "clicks that keep coming",
      { hasUnflushed: true, flushedSeq: rowOf(MINUTE) },
      {},
      [["flush", NOW + 4 * MINUTE]],
    ],
    [
      "a clock that was set back",
      { hasUnflushed: true, flushedSeq: rowOf(-DAY) },
      {},
      [["flush", NOW + 5 * MINUTE]],
    ],
    ["a link over its cap", { linksToClose: () => ["link_1"] }, {}, [["close", NOW]]],
    ["visitors, to be forgotten by day", { hasOpenDays: true }, {}, [["tidy", MIDNIGHT]]],
    ["clicks of today", {}, { oldestAt: NOW }, [["tidy", NOW + 182 * DAY]]],
    ["clicks that are long due", {}, { oldestAt: NOW - 400 * DAY }, [["tidy", NOW + DAY]]],
  ])("with %s", (_, own, clicks, expected) => {
    expect(dueTasks(knowing(own), { ...none, ...clicks }, NOW)).toEqual(expected);
  });
});

describe("what may be overdue when a counter starts", () => {
  it.each<[string, Partial<Knowledge>, Partial<Clicks>, ReturnType<typeof overdueTasks>]>([
    ["nothing", {}, {}, []],
    ["totals that D1 does not have", { hasUnflushed: true }, {}, ["flush"]],
    ["totals of a minute", { hasUnflushed: true, flushedSeq: rowOf(MINUTE) }, {}, []],
    ["old totals", { hasUnflushed: true, flushedSeq: rowOf(5 * MINUTE) }, {}, ["flush"]],
    ["visitors of days that are over", { hasDaysToForget: () => true }, {}, ["tidy"]],
    ["visitors of today", { hasOpenDays: true }, {}, []],
    ["clicks that are kept on", {}, { oldestAt: NOW - 180 * DAY }, []],
    ["clicks to be moved", {}, { oldestAt: NOW - 181 * DAY }, ["tidy"]],
  ])("with %s", (_, own, clicks, expected) => {
    expect(overdueTasks(knowing(own), { ...none, ...clicks }, NOW)).toEqual(expected);
  });
});
