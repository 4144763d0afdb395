/** What a counter has to do later, derived from what it knows, since due times are not stored. */
import { DAY_MS } from "../../domain/day.ts";
import type { CounterMemory } from "./counter-memory.ts";
import { storedAt } from "./counter-storage.ts";

/** `flush`: totals to D1; `close`: links over their cap; `show`: tell watchers; `tidy`: forget and archive. */
export type Task = "flush" | "close" | "show" | "tidy";

/** After a pause reports follow the counter so soon. */
const FLUSH_DELAY_MS = 15_000;

export type Knowledge = Pick<
  CounterMemory,
  "hasUnflushed" | "flushedSeq" | "hasOpenDays" | "hasDaysToForget" | "linksToClose"
>;
export type Clicks = {
  /** When the oldest row with clicks was stored, UTC ms; `null` without one. */
  readonly oldestAt: number | null;
  /** How long they are kept, in milliseconds. */
  readonly keptMs: number;
  /** How old totals in D1 may be while clicks keep coming, in milliseconds. */
  readonly totalsMs: number;
};
type Due = readonly [task: Task, at: number];

/**
 * When totals may be written again: rows are dear, so not at every click, but as long after the last row
 * that D1 has. A clock that was set back puts nothing off.
 */
const flushableAt = ({ flushedSeq }: Knowledge, totalsMs: number, now: number) =>
  Math.min(storedAt(flushedSeq), now) + totalsMs;

/** When each task is due (UTC ms), after something has been counted or done at `now`. */
export function dueTasks(
  memory: Knowledge,
  { oldestAt, keptMs, totalsMs }: Clicks,
  now: number,
): Due[] {
  const due: Due[] = [];
  if (memory.hasUnflushed) {
    due.push(["flush", Math.max(now + FLUSH_DELAY_MS, flushableAt(memory, totalsMs, now))]);
  }
  if (memory.linksToClose().length > 0) due.push(["close", now]);
  if (memory.hasOpenDays) due.push(["tidy", (Math.floor(now / DAY_MS) + 1) * DAY_MS]);
  else if (oldestAt !== null) due.push(["tidy", Math.max(oldestAt + keptMs, now) + DAY_MS]);
  return due;
}

/**
 * What may be overdue when the object starts. It forgets due times when it is evicted, and it may have
 * been started by the very alarm that a later one would replace: the runtime then drops that alarm, and
 * putting things off would put them off for ever.
 */
export function overdueTasks(
  memory: Knowledge,
  { oldestAt, keptMs, totalsMs }: Clicks,
  now: number,
): Task[] {
  const clicksToMove = oldestAt !== null && oldestAt + keptMs <= now;
  const tasks: Task[] = [];
  if (memory.hasUnflushed && flushableAt(memory, totalsMs, now) <= now) tasks.push("flush");
  if (memory.hasDaysToForget(now) || clicksToMove) tasks.push("tidy");
  return tasks;
}
