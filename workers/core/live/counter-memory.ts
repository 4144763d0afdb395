/**
 * What an affiliate's counter knows, as a fold over its rows: the checkpoint, then the rows after it.
 * Nothing is dropped from it but by a checkpoint, so whoever starts from storage arrives at the same.
 */
import {
  type CountedClick,
  type CountingMemory,
  countClick,
  PREFETCH_KEPT_MS,
  type Prefetch,
} from "../../domain/click-counts.ts";
import {
  addEarnings,
  type ClickCounts,
  type DayTotals,
  emptyCounts,
} from "../../domain/click-totals.ts";
import { DAY_MS } from "../../domain/day.ts";
import type { Mode } from "../../domain/mode.ts";
import { type CounterRow, type CounterStorage, storedAt } from "./counter-storage.ts";
import { DatedLogs, utcDayOf } from "./dated-logs.ts";
import { ProgramDays } from "./program-days.ts";
import { type ModeDay, StoredDays } from "./stored-days.ts";
import { VisitorSet } from "./visitor-set.ts";

/** A UTC day is open for its visitors until this long after its end. */
const VISITORS_KEPT_AFTER_MS = DAY_MS;

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
  /** Days that may hold totals that are not in D1 yet. */
  unflushed: ModeDay[];
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

export class CounterMemory implements CountingMemory {
  readonly #storage: CounterStorage;
  readonly #standing: Standing;
  readonly #sums: Sums;
  /** Clicks of people by mode and link. */
  readonly #links: Map<string, number>;
  readonly #days: StoredDays;
  readonly #visitors: DatedLogs<VisitorSet>;
  readonly #prefetches: DatedLogs<Map<string, Prefetch>>;
  #programDays: ProgramDays;
  /** Number of the last row that was counted. */
  #last: number;

  /** Reads the checkpoint and counts the rows after it. */
  constructor(storage: CounterStorage) {
    const read = (name: string): unknown => JSON.parse(storage.readMark(name) ?? "null");
    this.#storage = storage;
    this.#standing = (read("standing") as Standing | null) ?? firstStanding();
    this.#sums = (read("sums") as Sums | null) ?? firstSums();
    this.#links = new Map(read("links") as [string, number][] | null);
    this.#last = this.#sums.upTo;
    this.#programDays = new ProgramDays(this.owner?.timeZone ?? "UTC");
    this.#days = new StoredDays(storage);
    this.#visitors = new DatedLogs(storage, {
      kind: "visitors",
      keptMs: VISITORS_KEPT_AFTER_MS,
      start: () => new VisitorSet(),
      read: (known, line) => known.add(line),
    });
    this.#prefetches = new DatedLogs(storage, {
      kind: "prefetches",
      keptMs: PREFETCH_KEPT_MS + DAY_MS,
      start: () => new Map(),
      read: (known, line) => known.set(...(JSON.parse(line) as [string, Prefetch])),
    });
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
    this.#programDays = new ProgramDays(owner.timeZone);
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

  get hasUnflushed(): boolean {
    return this.#last > this.#standing.flushedSeq;
  }

  /** Whether there are visitors or prefetches to forget some day. */
  get hasOpenDays(): boolean {
    return !this.#visitors.isEmpty || !this.#prefetches.isEmpty;
  }

  /** Whether a checkpoint at `now` (UTC ms) would forget visitors or prefetches. */
  hasDaysToForget(now: number): boolean {
    return this.#visitors.toForget(now).length + this.#prefetches.toForget(now).length > 0;
  }

  /** The day of a moment (UTC ms) in the program's zone. */
  dayOf(at: number): string {
    return this.#programDays.dayOf(at);
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
    return this.#days.day({ mode, day });
  }

  /** A day that is only looked at: it stays out of memory unless it is there. */
  peek(mode: Mode, day: string): DayTotals | null {
    return this.#days.peek({ mode, day });
  }

  isFirstVisit(utcDay: string, link: string, visitor: string): boolean {
    const visit = `${link} ${visitor}`;
    if (this.#visitors.known(utcDay)?.has(visit)) return false;
    this.#visitors.add(utcDay, visit);
    return true;
  }

  prefetch(key: string): Prefetch | undefined {
    return this.#prefetches.known(utcDayOf(Number.parseInt(key, 10)))?.get(key);
  }

  setPrefetch(key: string, at: number, prefetch: Prefetch): void {
    this.#prefetches.add(utcDayOf(at), JSON.stringify([key, prefetch]));
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
  unflushedDays(): readonly ModeDay[] {
    return this.#standing.unflushed;
  }

  /** D1 has confirmed all totals up to the row `seq`. Days flushed and long over leave memory. */
  flushed(seq: number, now: number): void {
    const standing = this.#standing;
    standing.flushedSeq = Math.max(standing.flushedSeq, seq);
    standing.unflushed = standing.unflushed.filter(
      ({ mode, day }) => this.day(mode, day).seq > standing.flushedSeq,
    );
    this.#writeStanding();
    this.#days.forget(Math.min(this.#sums.upTo, standing.flushedSeq), this.dayOf(now - DAY_MS));
  }

  /** Stores what the rows so far add up to, and drops what no click can ask for any more. */
  checkpoint(now: number): void {
    const { unflushed } = this.#standing;
    const changed = this.#days.checkpoint(this.#sums.upTo);
    const added = changed.filter(
      (one) => !unflushed.some(({ mode, day }) => mode === one.mode && day === one.day),
    );
    this.#standing.unflushed = [...unflushed, ...added];
    this.#visitors.checkpoint(now);
    this.#prefetches.checkpoint(now);
    if (!this.isCheckpointed) this.#storage.writeMark("links", JSON.stringify([...this.#links]));
    this.#sums.upTo = this.#last;
    this.#storage.writeMark("sums", JSON.stringify(this.#sums));
    this.#writeStanding();
  }

  #noteCap(link: string, cap: number): void {
    const known = this.#sums.caps[link];
    if (known?.cap !== cap) this.#sums.caps[link] = { cap, closed: false };
  }

  #writeStanding(): void {
    this.#storage.writeMark("standing", JSON.stringify(this.#standing));
  }
}
