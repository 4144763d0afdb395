/** Entries that an isolate remembers for a while: plain data, which requests may share. */

/** While one request renews an entry, the others are served the old one for this long. */
export const REFRESH_MS = 1_000;

type Held<Value> = { value: Value; freshUntil: number; readonly usableUntil: number };

export class EntryMemory<Value> {
  readonly #held = new Map<string, Held<Value>>();
  readonly #limit: number;
  readonly #freshMs: number;

  /**
   * Keeps at most `limit` entries; those put in longest ago go first. An entry is fresh for `freshMs`, and
   * may be served for as long again while it is renewed.
   */
  constructor(limit: number, freshMs: number) {
    this.#limit = limit;
    this.#freshMs = freshMs;
  }

  get size(): number {
    return this.#held.size;
  }

  /** The entry if it is fresh at `now` (UTC ms). Who finds none calls `renew`, then puts a new one in. */
  fresh(key: string, now: number): Value | undefined {
    const held = this.#held.get(key);
    return held !== undefined && now < held.freshUntil ? held.value : undefined;
  }

  /**
   * For who is about to renew the entry: the old one if it may still be served. It counts as fresh for the
   * others until the new one can be there.
   */
  renew(key: string, now: number): Value | undefined {
    const held = this.#held.get(key);
    if (held === undefined || now >= held.usableUntil) return undefined;
    held.freshUntil = Math.min(now + REFRESH_MS, held.usableUntil);
    return held.value;
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
    const freshUntil = now + freshMs;
    this.#held.set(key, { value, freshUntil, usableUntil: freshUntil + this.#freshMs });
  }

  remove(key: string): void {
    this.#held.delete(key);
  }
}
