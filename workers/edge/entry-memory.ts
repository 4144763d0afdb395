/** Entries that an isolate remembers for a while: plain data, which requests may share. */

/** While one request refreshes an entry, the others are served the old one for this long. */
export const REFRESH_MS = 1_000;

type Held<Value> = { value: Value; freshUntil: number };

export class EntryMemory<Value> {
  readonly #held = new Map<string, Held<Value>>();
  readonly #limit: number;
  readonly #freshMs: number;

  /** Keeps at most `limit` entries; those put in longest ago go first. */
  constructor(limit: number, freshMs: number) {
    this.#limit = limit;
    this.#freshMs = freshMs;
  }

  get size(): number {
    return this.#held.size;
  }

  /**
   * The entry if it is fresh at `now` (UTC ms). Who finds it stale is expected to refresh it, so one
   * that is not too old counts as fresh for the others until that can be done.
   */
  fresh(key: string, now: number): Value | undefined {
    const held = this.#held.get(key);
    if (held === undefined) return undefined;
    if (now < held.freshUntil) return held.value;
    if (now - held.freshUntil < this.#freshMs) held.freshUntil = now + REFRESH_MS;
    return undefined;
  }

  /** The entry, however old. */
  stale(key: string): Value | undefined {
    return this.#held.get(key)?.value;
  }

  put(key: string, value: Value, now: number, freshMs: number = this.#freshMs): void {
    this.#held.delete(key);
    if (this.#held.size >= this.#limit) {
      for (const oldest of this.#held.keys()) {
        this.#held.delete(oldest);
        break;
      }
    }
    this.#held.set(key, { value, freshUntil: now + freshMs });
  }

  remove(key: string): void {
    this.#held.delete(key);
  }
}
