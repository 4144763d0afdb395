/**
 * What an affiliate's counter knows, as a fold over its rows: the checkpoint, then the rows after it.
 * Nothing is dropped from it but by a checkpoint, so whoever starts from storage arrives at the same.
 */

import { dayInZone } from "../../domain/calendar.ts";
import {
  addEarnings,
  type ClickCounts,
  type CountedClick,
  type CountingMemory,
  countClick,
  type DayTotals,
  emptyCounts,
  emptyDay,
  PREFETCH_KEPT_MS,
  type Prefetch,
  readDay,
  writeDay,
} from "../../domain/click-counts.ts";
import { DAY_MS } from "../../domain/day.ts";
import type { Mode } from "../../domain/mode.ts";
import { ChunkedLog } from "./chunked-log.ts";
import { type CounterRow, type CounterStorage, storedAt } from "./counter-storage.ts";

/** A UTC day is open for its visitors until this long after its end. */
const VISITORS_KEPT_AFTER_MS = DAY_MS;

/** Zones differ from UTC by multiples of this, so a quarter of an hour lies in one day. */
const QUARTER_MS = 15 * 60_000;
const QUARTERS_KEPT = 10_000;

/** Whose counter it is; learnt with the first click. */
export type Owner = {
  readonly affiliateId: string;
  readonly programId: string;
  /** IANA; the program's first click has fixed it. */
  readonly timeZone: string;
};

/** Written whenever it changes; says nothing about rows after the checkpoint. */
type Standing = {
  owner: Owner | null;
  /** Day totals up to this row are in D1. */
  flushedSeq: number;
  /** Days that may hold totals that are not in D1 yet: `live:2026-11-24`. */
  unflushed: string[];
};

/** Counted from rows, so written by a checkpoint alone. */
type Sums = {
  /** The checkpoint holds the rows up to this one. */
  upTo: number;
  totals: Record<Mode, ClickCounts>;
  /** The cap of a link as its clicks carried it last, and whether the link was closed for it. */
  caps: Record<string, { cap: number; closed: boolean }>;
};

const firstStanding = (): Standing => ({ owner: null, flushedSeq: 0, unflushed: [] });
const firstSums = (): Sums => ({
  upTo: 0,
  totals: { live: emptyCounts(), test: emptyCounts() },
  caps: {},
});

const dayOfUtc = (at: number) => new Date(at).toISOString().slice(0, 10);

export class CounterMemory implements CountingMemory {
  readonly #storage: CounterStorage;
  readonly #standing: Standing;
  readonly #sums: Sums;
  /** Clicks of people by mode and link. */
  readonly #links: Map<string, number>;
  readonly #days = new Map<string, DayTotals>();
  readonly #visitors = new Map<string, { log: ChunkedLog; seen: Map<string, Set<string>> }>();
  readonly #prefetches = new Map<string, { log: ChunkedLog; known: Map<string, Prefetch> }>();
  /** Days by quarter of an hour: formatting takes longer than counting. */
  readonly #dayOfQuarter = new Map<number, string>();
  /** Number of the last row that was counted. */
  #last: number;

  /** Reads the checkpoint and counts the rows after it. */
  constructor(storage: CounterStorage) {
    this.#storage = storage;
    const standing = storage.readMark("standing");
    const sums = storage.readMark("sums");
    this.#standing = standing ? (JSON.parse(standing) as Standing) : firstStanding();
    this.#sums = sums ? (JSON.parse(sums) as Sums) : firstSums();
    this.#last = this.#sums.upTo;
    this.#links = new Map(JSON.parse(storage.readMark("links") ?? "[]"));
    for (const name of storage.markNames("visitors:")) this.#readVisitors(name);
    for (const name of storage.markNames("prefetches:")) this.#readPrefetches(name);
    for (const row of storage.rowsAfter(this.#sums.upTo)) {
      this.count(row);
      this.addEarnings(row);
    }
  }

  get owner(): Owner | null {
    return this.#standing.owner;
  }

  /** Stored at once: the days of all that follows depend on the zone. */
  setOwner(owner: Owner): void {
    this.#standing.owner = owner;
    this.#dayOfQuarter.clear();
    this.#writeStanding();
  }

  get last(): number {
    return this.#last;
  }

  get flushedSeq(): number {
    return this.#standing.flushedSeq;
  }

  get isCheckpointed(): boolean {
    return this.#last <= this.#sums.upTo;
  }

  /** Whether there are visitors or prefetches to forget some day. */
  get hasOpenDays(): boolean {
    return this.#visitors.size + this.#prefetches.size > 0;
  }

  /** Whether a checkpoint at `now` (UTC ms) would forget visitors or prefetches. */
  hasDaysToForget(now: number): boolean {
    const before = (keptMs: number) => (day: string) => day < dayOfUtc(now - keptMs);
    return (
      [...this.#visitors.keys()].some(before(VISITORS_KEPT_AFTER_MS)) ||
      [...this.#prefetches.keys()].some(before(PREFETCH_KEPT_MS + DAY_MS))
    );
  }

  get hasUnflushed(): boolean {
    return this.#last > this.#standing.flushedSeq;
  }

  /** The day of a moment (UTC ms) in the program's zone. */
  dayOf(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = this.#dayOfQuarter.get(quarter);
    if (known !== undefined) return known;
    if (this.#dayOfQuarter.size >= QUARTERS_KEPT) this.#dayOfQuarter.clear();
    const day = dayInZone(at, this.#standing.owner?.timeZone ?? "UTC");
    this.#dayOfQuarter.set(quarter, day);
    return day;
  }

  /** Counts a row's clicks; one answer a click. What they earn is added by `addEarnings`. */
  count({ n, clicks }: Pick<CounterRow, "n" | "clicks">): CountedClick[] {
    this.#last = n;
    return clicks.map((click) => {
      if (click.cap !== undefined && click.mode !== "test") this.#noteCap(click.link, click.cap);
      const moment = { seq: n, storedAt: storedAt(n), day: this.dayOf(click.at) };
      return countClick(this, click, moment);
    });
  }

  addEarnings({ n, earnings }: Pick<CounterRow, "n" | "earnings">): void {
    for (const { mode, day, ...earned } of earnings) addEarnings(this.day(mode, day), n, earned);
  }

  day(mode: Mode, day: string): DayTotals {
    const name = `${mode}:${day}`;
    const known = this.#days.get(name);
    if (known) return known;
    const stored = this.#storage.readMark(`day:${name}`);
    const totals = stored ? readDay(stored) : emptyDay();
    this.#days.set(name, totals);
    return totals;
  }

  /** A day that is only looked at: it stays out of memory unless it is there. */
  peek(mode: Mode, day: string): DayTotals | null {
    const known = this.#days.get(`${mode}:${day}`);
    if (known) return known;
    const stored = this.#storage.readMark(`day:${mode}:${day}`);
    return stored ? readDay(stored) : null;
  }

  isFirstVisit(utcDay: string, link: string, visitor: string): boolean {
    let day = this.#visitors.get(utcDay);
    if (!day) {
      day = { log: ChunkedLog.empty(), seen: new Map() };
      this.#visitors.set(utcDay, day);
    }
    const seen = day.seen.get(link) ?? new Set();
    day.seen.set(link, seen);
    if (seen.has(visitor)) return false;
    seen.add(visitor);
    day.log.add(`${link} ${visitor}`);
    return true;
  }

  prefetch(key: string): Prefetch | undefined {
    return this.#prefetches.get(dayOfUtc(Number.parseInt(key, 10)))?.known.get(key);
  }

  setPrefetch(key: string, at: number, prefetch: Prefetch): void {
    const utcDay = dayOfUtc(at);
    let day = this.#prefetches.get(utcDay);
    if (!day) {
      day = { log: ChunkedLog.empty(), known: new Map() };
      this.#prefetches.set(utcDay, day);
    }
    day.known.set(key, prefetch);
    day.log.add(JSON.stringify([key, prefetch]));
  }

  total(mode: Mode): ClickCounts {
    return this.#sums.totals[mode];
  }

  linkClicks(mode: Mode, link: string): number {
    return this.#links.get(`${mode} ${link}`) ?? 0;
  }

  addLinkClick(mode: Mode, link: string): number {
    const clicks = this.linkClicks(mode, link) + 1;
    this.#links.set(`${mode} ${link}`, clicks);
    return clicks;
  }

  /** Links whose clicks have reached their cap and that were not closed for it. */
  linksToClose(): string[] {
    return Object.entries(this.#sums.caps)
      .filter(([link, { cap, closed }]) => !closed && this.linkClicks("live", link) >= cap)
      .map(([link]) => link);
  }

  /** Remembered from the next checkpoint on; closing twice does no harm. */
  linkClosed(link: string): void {
    const known = this.#sums.caps[link];
    if (known) known.closed = true;
  }

  /** Days with totals that D1 does not have, as of the last checkpoint. */
  unflushedDays(): { mode: Mode; day: string }[] {
    return this.#standing.unflushed.map((name) => {
      const [mode = "live", day = ""] = name.split(":");
      return { mode: mode as Mode, day };
    });
  }

  /** D1 has confirmed all totals up to the row `seq`. Days flushed and long over leave memory. */
  flushed(seq: number, now: number): void {
    this.#standing.flushedSeq = Math.max(this.#standing.flushedSeq, seq);
    const over = this.dayOf(now - DAY_MS);
    this.#standing.unflushed = this.#standing.unflushed.filter((name) => {
      const [mode = "live", day = ""] = name.split(":");
      return this.day(mode as Mode, day).seq > this.#standing.flushedSeq;
    });
    this.#writeStanding();
    for (const [name, { seq: changed }] of this.#days) {
      const isStored = changed <= Math.min(this.#sums.upTo, this.#standing.flushedSeq);
      if (isStored && name.slice(name.indexOf(":") + 1) < over) this.#days.delete(name);
    }
  }

  /** Stores what the rows so far add up to, and drops what no click can ask for any more. */
  checkpoint(now: number): void {
    this.#dropOld(now);
    const { upTo } = this.#sums;
    const unflushed = new Set(this.#standing.unflushed);
    for (const [name, totals] of this.#days) {
      if (totals.seq <= upTo) continue;
      this.#storage.writeMark(`day:${name}`, writeDay(totals));
      unflushed.add(name);
    }
    for (const [utcDay, { log }] of this.#visitors) {
      log.checkpoint((part, text) => this.#storage.writeMarkPart(`visitors:${utcDay}`, part, text));
    }
    for (const [utcDay, { log }] of this.#prefetches) {
      log.checkpoint((part, text) =>
        this.#storage.writeMarkPart(`prefetches:${utcDay}`, part, text),
      );
    }
    if (this.#last > upTo) this.#storage.writeMark("links", JSON.stringify([...this.#links]));
    this.#standing.unflushed = [...unflushed];
    this.#sums.upTo = this.#last;
    this.#storage.writeMark("sums", JSON.stringify(this.#sums));
    this.#writeStanding();
  }

  #noteCap(link: string, cap: number): void {
    const known = this.#sums.caps[link];
    if (known?.cap !== cap) this.#sums.caps[link] = { cap, closed: false };
  }

  #dropOld(now: number): void {
    const drop = (kind: string, kept: Map<string, unknown>, before: string) => {
      for (const utcDay of [...kept.keys()].filter((day) => day < before)) {
        kept.delete(utcDay);
        this.#storage.dropMark(`${kind}:${utcDay}`);
      }
    };
    drop("visitors", this.#visitors, dayOfUtc(now - VISITORS_KEPT_AFTER_MS));
    drop("prefetches", this.#prefetches, dayOfUtc(now - PREFETCH_KEPT_MS - DAY_MS));
  }

  #readVisitors(name: string): void {
    const { log, lines } = ChunkedLog.read(this.#storage.readMarkParts(name));
    const seen = new Map<string, Set<string>>();
    for (const line of lines) {
      const end = line.lastIndexOf(" ");
      const link = line.slice(0, end);
      const visitors = seen.get(link) ?? new Set();
      seen.set(link, visitors);
      visitors.add(line.slice(end + 1));
    }
    this.#visitors.set(name.slice("visitors:".length), { log, seen });
  }

  #readPrefetches(name: string): void {
    const { log, lines } = ChunkedLog.read(this.#storage.readMarkParts(name));
    const known = new Map(lines.map((line) => JSON.parse(line) as [string, Prefetch]));
    this.#prefetches.set(name.slice("prefetches:".length), { log, known });
  }

  #writeStanding(): void {
    this.#storage.writeMark("standing", JSON.stringify(this.#standing));
  }
}
