/** What a counter has to do later, derived from what it knows, since due times are not stored. */
import { DAY_MS } from "../../domain/day.ts";
import type { CounterMemory } from "./counter-memory.ts";

/** `flush`: totals to D1; `close`: links over their cap; `show`: tell watchers; `tidy`: forget and archive. */
export type Task = "flush" | "close" | "show" | "tidy";

/** Reports may lag behind the counter by this. */
const FLUSH_DELAY_MS = 15_000;

export type Knowledge = Pick<
  CounterMemory,
  "hasUnflushed" | "hasOpenDays" | "hasDaysToForget" | "linksToClose"
>;
export type Clicks = {
  /** When the oldest row with clicks was stored, UTC ms; `null` without one. */
  readonly oldestAt: number | null;
  /** How long they are kept, in milliseconds. */
  readonly keptMs: number;
};
type Due = readonly [task: Task, at: number];

/** When each task is due (UTC ms), after something has been counted or done at `now`. */
export function dueTasks(memory: Knowledge, { oldestAt, keptMs }: Clicks, now: number): Due[] {
  const due: Due[] = [];
  if (memory.hasUnflushed) due.push(["flush", now + FLUSH_DELAY_MS]);
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
export function overdueTasks(memory: Knowledge, { oldestAt, keptMs }: Clicks, now: number): Task[] {
  const clicksToMove = oldestAt !== null && oldestAt + keptMs <= now;
  const tasks: Task[] = [];
  if (memory.hasUnflushed) tasks.push("flush");
  if (memory.hasDaysToForget(now) || clicksToMove) tasks.push("tidy");
  return tasks;
}
