/**
 * Several tasks on the one alarm of a Durable Object. What is due is derived anew when the object
 * starts, so nothing of it is stored; a plain Map and a function are enough to test it.
 */

/** An alarm set for this very moment inside its own handler stalls. */
const AHEAD_MS_MIN = 1;
const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_MS_MAX = 3_600_000;

export class AlarmSchedule<Task extends string> {
  readonly #due: Map<Task, number>;
  readonly #setAlarm: (at: number) => void;
  readonly #failures = new Map<Task, number>();
  #armedAt: number | null = null;

  /** @param setAlarm sets the object's alarm, UTC ms; it replaces an earlier one. */
  constructor(setAlarm: (at: number) => void, due = new Map<Task, number>()) {
    this.#setAlarm = setAlarm;
    this.#due = due;
  }

  /** Asks for a task at `at` (UTC ms); one that is due earlier already stays as it is. */
  at(task: Task, at: number, now: number): void {
    const known = this.#due.get(task);
    if (known !== undefined && known <= at) return;
    this.#due.set(task, at);
    this.#arm(now);
  }

  /** The tasks that a fired alarm is for, which are no longer due then. The clock may stand behind it. */
  take(now: number): Task[] {
    const until = Math.max(now, this.#armedAt ?? now);
    this.#armedAt = null;
    const tasks = [...this.#due].filter(([, at]) => at <= until).map(([task]) => task);
    for (const task of tasks) this.#due.delete(task);
    return tasks;
  }

  /** A task went well: its next failure waits the shortest time again. */
  succeeded(task: Task): void {
    this.#failures.delete(task);
  }

  /** A task failed: it comes again, each time after twice as long, at most an hour. */
  failed(task: Task, now: number): void {
    const failures = this.#failures.get(task) ?? 0;
    this.#failures.set(task, failures + 1);
    this.at(task, now + Math.min(BACKOFF_FIRST_MS * 2 ** failures, BACKOFF_MS_MAX), now);
  }

  /** Sets the alarm for what is still due; to be called at the end of an alarm. */
  rearm(now: number): void {
    this.#armedAt = null;
    this.#arm(now);
  }

  #arm(now: number): void {
    const next = Math.min(...this.#due.values());
    if (next === Number.POSITIVE_INFINITY) return;
    const at = Math.max(next, now + AHEAD_MS_MIN);
    if (this.#armedAt !== null && this.#armedAt <= at) return;
    this.#armedAt = at;
    this.#setAlarm(at);
  }
}
