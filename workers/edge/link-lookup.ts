/**
 * Finds the entries that answer a request (design §4.2): in memory, then in KV, then, as the last
 * resort, by core. What is known stays answerable when everything behind memory fails.
 */
import {
  type AffiliateEntry,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../contract/edge/entries.ts";
import type { EdgeGatewayRpc } from "../contract/edge/gateway.ts";
import type { Clock } from "../lib/clock.ts";
import type { Owner } from "./click-buffer.ts";
import { EntryMemory, REFRESH_MS } from "./entry-memory.ts";

const KNOWN_MAX = 10_000;
/** Served for as long again while it is renewed: with KV's own cache an edit is seen within 90 seconds. */
const KNOWN_FRESH_MS = 30_000;
const UNKNOWN_MAX = 1_000;
const UNKNOWN_FRESH_MS = 10_000;
/** Not asked for want of budget: asked again soon, for it may exist. */
const UNASKED_FRESH_MS = 1_000;
/** KV's lowest. */
const KV_CACHE_TTL_S = 30;
const KV_TIMEOUT_MS = 1_500;
const CORE_TIMEOUT_MS = 3_000;
/** Questions about keys that KV does not know, a second and isolate: a scan cannot reach D1 in numbers. */
const CORE_QUESTIONS_PER_SECOND = 5;

/** `unknown`: there is no such entry. `unavailable`: nobody could say. */
export type Lookup<Entry> = Entry | "unknown" | "unavailable";
/** Answered at once from memory, so that a hit costs no turn of the event loop. */
export type MaybeLater<Value> = Value | Promise<Value>;

type Entry = LinkEntry | AffiliateEntry | ProgramEntry;
type Shelf<Kind extends Entry> = {
  readonly known: EntryMemory<Kind>;
  readonly unknown: EntryMemory<true>;
};
type Wanted = { readonly name: string; readonly now: number; readonly owner?: Owner | undefined };
type KvOptions = { readonly type: "json"; readonly cacheTtl: number };
export type LookupSources = {
  /** The part of a KV namespace that is used. */
  readonly kv: { get(key: string, options: KvOptions): Promise<unknown> };
  readonly core: Pick<EdgeGatewayRpc, "lookup">;
  readonly now: Clock;
};

const newShelf = <Kind extends Entry>(): Shelf<Kind> => ({
  known: new EntryMemory<Kind>(KNOWN_MAX, KNOWN_FRESH_MS),
  unknown: new EntryMemory<true>(UNKNOWN_MAX, UNKNOWN_FRESH_MS),
});

/** Rejects when `work` takes longer than `limitMs`. */
function within<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer in ${limitMs} ms`)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Entries are written by core alone; this only tells them from a value cut short or put by hand. */
function isEntry(value: unknown): value is Entry {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "version" in value &&
    typeof value.version === "number"
  );
}

export class LinkLookup {
  readonly #sources: LookupSources;
  readonly #links = newShelf<LinkEntry>();
  readonly #affiliates = newShelf<AffiliateEntry>();
  readonly #programs = newShelf<ProgramEntry>();
  #second = 0;
  #questions = 0;

  constructor(sources: LookupSources) {
    this.#sources = sources;
  }

  /**
   * A link by a key of `entryKey.link` or `entryKey.code`. `now` is UTC ms. With an `owner` a link that has
   * just grown old is served as it is, and read again after that: nobody waits for it.
   */
  link(
    key: string,
    now: number = this.#sources.now(),
    owner?: Owner,
  ): MaybeLater<Lookup<LinkEntry>> {
    const shelf = this.#links;
    return (
      this.#remembered(shelf, key, now) ??
      this.#renew(shelf, { name: key, now, owner }, () => this.#fetch(shelf, key, key))
    );
  }

  /**
   * A link by its id. Only for ids that a verified token has told, which nobody can make up: core is
   * asked without a budget.
   */
  linkById(id: string, now: number = this.#sources.now()): MaybeLater<Lookup<LinkEntry>> {
    const shelf = this.#links;
    return (
      this.#remembered(shelf, id, now) ??
      this.#renew(shelf, { name: id, now }, () =>
        this.#fetchFromCore(shelf, id, entryKey.linkId(id)),
      )
    );
  }

  affiliate(
    id: string,
    now: number = this.#sources.now(),
    owner?: Owner,
  ): MaybeLater<Lookup<AffiliateEntry>> {
    const shelf = this.#affiliates;
    return (
      this.#remembered(shelf, id, now) ??
      this.#renew(shelf, { name: id, now, owner }, () =>
        this.#fetch(shelf, id, entryKey.affiliate(id)),
      )
    );
  }

  program(
    id: string,
    now: number = this.#sources.now(),
    owner?: Owner,
  ): MaybeLater<Lookup<ProgramEntry>> {
    const shelf = this.#programs;
    return (
      this.#remembered(shelf, id, now) ??
      this.#renew(shelf, { name: id, now, owner }, () =>
        this.#fetch(shelf, id, entryKey.program(id)),
      )
    );
  }

  /** Affiliates and programs are remembered by their ids: a KV key made for each click costs its hash. */
  #remembered<Kind extends Entry>(
    shelf: Shelf<Kind>,
    name: string,
    now: number,
  ): Kind | "unknown" | undefined {
    const known = shelf.known.fresh(name, now);
    if (known !== undefined) return known;
    return shelf.unknown.fresh(name, now) === undefined ? undefined : "unknown";
  }

  #renew<Kind extends Entry>(
    shelf: Shelf<Kind>,
    { name, now, owner }: Wanted,
    fetch: () => Promise<Lookup<Kind>>,
  ): MaybeLater<Lookup<Kind>> {
    const old = shelf.known.renew(name, now);
    if (old === undefined) shelf.unknown.renew(name, now);
    const fetched = fetch();
    if (old === undefined || owner === undefined) return fetched;
    owner.waitUntil(fetched);
    return old;
  }

  async #fetch<Kind extends Entry>(
    shelf: Shelf<Kind>,
    name: string,
    key: string,
  ): Promise<Lookup<Kind>> {
    const stored = await this.#askKv<Kind>(key);
    if (stored !== "unknown" && stored !== "unavailable") return this.#keep(shelf, name, stored);
    if (stored === "unknown" && !this.#takeQuestion()) {
      return this.#old(shelf, name) ?? this.#keepUnknown(shelf, name, UNASKED_FRESH_MS);
    }
    return this.#fetchFromCore(shelf, name, key);
  }

  async #fetchFromCore<Kind extends Entry>(
    shelf: Shelf<Kind>,
    name: string,
    key: string,
  ): Promise<Lookup<Kind>> {
    const told = await this.#askCore<Kind>(key);
    if (told === "unavailable") return this.#old(shelf, name) ?? told;
    return told === "unknown"
      ? this.#keepUnknown(shelf, name, UNKNOWN_FRESH_MS)
      : this.#keep(shelf, name, told);
  }

  async #askKv<Kind extends Entry>(key: string): Promise<Lookup<Kind>> {
    try {
      const options = { type: "json", cacheTtl: KV_CACHE_TTL_S } as const;
      const value = await within(this.#sources.kv.get(key, options), KV_TIMEOUT_MS);
      if (value === null) return "unknown";
      return isEntry(value) ? (value as Kind) : "unavailable";
    } catch (error) {
      this.#warn("kv_failed", key, error);
      return "unavailable";
    }
  }

  async #askCore<Kind extends Entry>(key: string): Promise<Lookup<Kind>> {
    try {
      const value = await within(this.#sources.core.lookup(key), CORE_TIMEOUT_MS);
      return value === null ? "unknown" : (value as Kind);
    } catch (error) {
      this.#warn("core_lookup_failed", key, error);
      return "unavailable";
    }
  }

  #takeQuestion(): boolean {
    const second = Math.floor(this.#sources.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#questions = 0;
    }
    this.#questions += 1;
    return this.#questions <= CORE_QUESTIONS_PER_SECOND;
  }

  #keep<Kind extends Entry>(shelf: Shelf<Kind>, name: string, entry: Kind): Kind {
    shelf.known.put(name, entry, this.#sources.now());
    shelf.unknown.remove(name);
    return entry;
  }

  #keepUnknown<Kind extends Entry>(shelf: Shelf<Kind>, name: string, freshMs: number): "unknown" {
    shelf.known.remove(name);
    shelf.unknown.put(name, true, this.#sources.now(), freshMs);
    return "unknown";
  }

  /** What was known before, for another while: everything behind memory has just failed. */
  #old<Kind extends Entry>(shelf: Shelf<Kind>, name: string): Kind | undefined {
    const entry = shelf.known.stale(name);
    if (entry !== undefined) shelf.known.put(name, entry, this.#sources.now(), REFRESH_MS);
    return entry;
  }

  #warn(event: string, key: string, error: unknown): void {
    console.warn(JSON.stringify({ event, key, error: String(error) }));
  }
}
