/** What is remembered by UTC day and forgotten by whole days; stored as logs of lines. */
import { ChunkedLog } from "./chunked-log.ts";
import type { CounterStorage } from "./counter-storage.ts";

/** The UTC day of a moment (UTC ms), `YYYY-MM-DD`. */
export const utcDayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

type Options<Kept> = {
  /** Names the marks: `<kind>:<day>`. */
  readonly kind: string;
  /** A day is forgotten by the first checkpoint so long after its end, in milliseconds. */
  readonly keptMs: number;
  readonly start: () => Kept;
  /** Adds a stored line to what is kept in memory. */
  readonly read: (kept: Kept, line: string) => void;
};

export class DatedLogs<Kept> {
  readonly #storage: CounterStorage;
  readonly #options: Options<Kept>;
  readonly #days = new Map<string, { log: ChunkedLog; kept: Kept }>();

  /** Reads what is stored. */
  constructor(storage: CounterStorage, options: Options<Kept>) {
    this.#storage = storage;
    this.#options = options;
    const prefix = `${options.kind}:`;
    for (const name of storage.markNames(prefix)) {
      const kept = options.start();
      const log = ChunkedLog.read(storage.markParts(name), (line) => options.read(kept, line));
      this.#days.set(name.slice(prefix.length), { log, kept });
    }
  }

  get isEmpty(): boolean {
    return this.#days.size === 0;
  }

  /** What is kept of a day; `undefined` for nothing. */
  known(utcDay: string): Kept | undefined {
    return this.#days.get(utcDay)?.kept;
  }

  /** Adds a line, which holds no line break, to a day and to what is kept of it. */
  add(utcDay: string, line: string): void {
    let day = this.#days.get(utcDay);
    if (!day) {
      day = { log: ChunkedLog.empty(), kept: this.#options.start() };
      this.#days.set(utcDay, day);
    }
    this.#options.read(day.kept, line);
    day.log.add(line);
  }

  /** Days that a checkpoint at `now` (UTC ms) forgets. */
  toForget(now: number): string[] {
    const before = utcDayOf(now - this.#options.keptMs);
    return [...this.#days.keys()].filter((utcDay) => utcDay < before);
  }

  /** Stores what was added, and forgets what is over: in memory and in storage alike. */
  checkpoint(now: number): void {
    for (const utcDay of this.toForget(now)) {
      this.#days.delete(utcDay);
      this.#storage.dropMark(`${this.#options.kind}:${utcDay}`);
    }
    for (const [utcDay, { log }] of this.#days) {
      const name = `${this.#options.kind}:${utcDay}`;
      log.checkpoint((part, text) => this.#storage.writeMarkPart(name, part, text));
    }
  }
}
