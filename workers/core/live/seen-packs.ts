/** Which packs a counter has stored: those of the last hour in memory, older ones looked up in its rows. */
import { isTooOld, PACK_CLOCK_SKEW_MS, type Pack } from "../../domain/pack.ts";
import type { CounterStorage } from "./counter-storage.ts";

const REMEMBERED_MS = 3_600_000;

export class SeenPacks {
  readonly #storage: CounterStorage;
  /** Id and when it was stored, oldest first. */
  readonly #ids = new Map<string, number>();
  /** Whatever was stored from then on is in the set, UTC ms. */
  #since: number;

  constructor(storage: CounterStorage, now: number) {
    this.#storage = storage;
    this.#since = now - REMEMBERED_MS;
    for (const id of storage.packsSince(this.#since)) this.#ids.set(id, now);
  }

  /**
   * The packs that were not stored yet, each once, and the ids of those that are too old to tell.
   * A pack is stored after it was closed, give or take what clocks differ by: one that was closed later
   * than what the set goes back to need not be looked up.
   */
  select<P extends Pack>(packs: readonly P[], now: number): { fresh: P[]; tooOld: string[] } {
    const tooOld = packs.filter((pack) => isTooOld(pack, now)).map(({ id }) => id);
    const unsure = packs.filter(
      (pack) =>
        !isTooOld(pack, now) &&
        !this.#ids.has(pack.id) &&
        pack.at < this.#since + PACK_CLOCK_SKEW_MS,
    );
    const stored = new Set(this.#stored(unsure));
    const fresh = new Map<string, P>();
    for (const pack of packs) {
      const isFresh = !this.#ids.has(pack.id) && !stored.has(pack.id) && !isTooOld(pack, now);
      if (isFresh && !fresh.has(pack.id)) fresh.set(pack.id, pack);
    }
    return { fresh: [...fresh.values()], tooOld };
  }

  /** They have been stored. Forgets what was stored more than an hour ago. */
  add(packs: readonly Pack[], now: number): void {
    for (const { id } of packs) this.#ids.set(id, now);
    for (const [id, at] of this.#ids) {
      if (at >= now - REMEMBERED_MS) break;
      this.#ids.delete(id);
    }
    this.#since = Math.max(this.#since, now - REMEMBERED_MS);
  }

  #stored(packs: readonly Pack[]): string[] {
    if (packs.length === 0) return [];
    const ids = packs.map(({ id }) => id);
    return this.#storage.storedPacks(ids, Math.min(...packs.map(({ at }) => at)));
  }
}
