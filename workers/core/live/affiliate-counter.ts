/**
 * Counts the clicks of one affiliate, exactly once (design §4.3). Rows are appended, counts are a fold
 * over them, and D1 gets absolute values by alarm; so losing the object's memory loses nothing.
 */
import { DurableObject } from "cloudflare:workers";
import type { LiveEvent } from "../../contract/live.ts";
import { systemActor } from "../../domain/actor.ts";
import type { CountedClick } from "../../domain/click-counts.ts";
import type { ClickDetails } from "../../domain/click-facts.ts";
import { MODES } from "../../domain/click-totals.ts";
import type { OwnedClick, Pack } from "../../domain/pack.ts";
import { checkClick, hasUnchecked } from "../../domain/unchecked-click.ts";
import { readEnv } from "../env.ts";
import type { CounterTerms } from "../services/clicks/load-counter-terms.ts";
import { loadStanding } from "../services/clicks/load-standing.ts";
import { storeDayTotals } from "../services/clicks/store-day-totals.ts";
import { createContext, type ServiceContext } from "../services/context.ts";
import { closeOverCap } from "../services/links/close-over-cap.ts";
import { type AffiliateTotals, affiliateTotals, totalsMessage } from "./affiliate-totals.ts";
import { AlarmSchedule } from "./alarm-schedule.ts";
import { earningsOf } from "./click-earnings.ts";
import { CounterMemory } from "./counter-memory.ts";
import { CounterStorage, type RowEarnings, rowNumber } from "./counter-storage.ts";
import { type Clicks, dueTasks, overdueTasks, type Task } from "./due-tasks.ts";
import { findClick } from "./find-click.ts";
import { type FreshCounts, freshCounts } from "./fresh-counts.ts";
import { KnownTerms } from "./known-terms.ts";
import { moveOldClicks, rawClicksKeptMs } from "./move-old-clicks.ts";
import { rowsOf } from "./pack-rows.ts";
import { Room } from "./room.ts";
import { SeenPacks } from "./seen-packs.ts";
import { unflushedTotals } from "./unflushed-totals.ts";

/** Watchers are told at most so often. */
const SHOW_INTERVAL_MS = 250;
/** Rows after the checkpoint; more would make the next start slow. */
const ROWS_AFTER_CHECKPOINT_MAX = 500;

export type RecordAnswer = {
  /** `false`: D1 knows no such affiliate, nothing was stored, and a retry is of no use. */
  readonly known: boolean;
  /** What was counted now, without what had been counted before. */
  readonly fresh: FreshCounts;
  /** Ids of packs that are too old to tell whether they were counted (`pack.too_old`). */
  readonly refused: readonly string[];
};
export type DayEarnings = RowEarnings;

export class AffiliateCounter extends DurableObject<Cloudflare.Env> {
  readonly #storage: CounterStorage;
  readonly #seen: SeenPacks;
  readonly #room: Room;
  readonly #schedule: AlarmSchedule<Task>;
  #memory: CounterMemory;
  readonly #terms = new KnownTerms();
  #rowsSinceCheckpoint = 0;
  #shownAt = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const now = Date.now();
    this.#storage = new CounterStorage(state.storage);
    this.#memory = new CounterMemory(this.#storage);
    this.#seen = new SeenPacks(this.#storage, now);
    this.#room = new Room(state);
    this.#schedule = new AlarmSchedule((at) => state.storage.setAlarm(at));
    for (const task of overdueTasks(this.#memory, this.#clicks(), now)) {
      this.#schedule.at(task, now, now);
    }
    this.#scheduleAll(now);
  }

  /**
   * Stores and counts packs; those that were stored before are left out. Resolves when they are stored.
   * @throws when D1 cannot be asked for what must be known first: the caller's queue retries.
   */
  async record(packs: readonly Pack<OwnedClick>[]): Promise<RecordAnswer> {
    const affiliateId = packs.find(({ clicks }) => clicks.length > 0)?.clicks[0]?.affiliate;
    const terms = affiliateId === undefined ? null : await this.#loadTerms(affiliateId);
    if (terms === null) return { known: false, fresh: freshCounts([]), refused: [] };
    return this.#store(await this.#checked(packs, terms), terms);
  }

  /** Facts of a click by its time (UTC ms) and nonce; `null` when it has not arrived. */
  findClick(at: number, nonce: string): ClickDetails | null {
    return findClick(this.#storage, at, nonce);
  }

  /** Today's and all-time counts. */
  totals(): AffiliateTotals {
    return affiliateTotals(this.#memory, Date.now());
  }

  /** What clicks of the days from `fromDay` to `toDay` (both inclusive) have earned so far. */
  earnings(days: readonly string[]): DayEarnings[] {
    return MODES.flatMap((mode) =>
      days.flatMap((day) =>
        [...(this.#memory.peek(mode, day)?.earnings.values() ?? [])].map((earned) => ({
          mode,
          day,
          ...earned,
        })),
      ),
    );
  }

  /** Tells those who watch this affiliate. Best effort: they load totals from the API. */
  announce(event: LiveEvent): void {
    this.#room.send(event, Date.now());
  }

  /** Writes all that was recorded before to D1. @throws what D1 throws; the alarm tries again anyway. */
  async flush(): Promise<void> {
    const flush = this.#flushing.then(
      () => this.#flushOnce(),
      () => this.#flushOnce(),
    );
    this.#flushing = flush;
    await flush;
  }

  /** A WebSocket from the upgrade route, which has read the ticket. */
  override async fetch(request: Request): Promise<Response> {
    const now = Date.now();
    return this.#room.accept(request, now, (mode) => totalsMessage(this.#memory, mode, now));
  }

  /** Never throws: the runtime gives up on an alarm after six failures. */
  override async alarm(): Promise<void> {
    for (const task of this.#schedule.take(Date.now())) {
      try {
        await this.#run(task);
        this.#schedule.succeeded(task);
      } catch (error) {
        this.#context().logger.error("counter.task_failed", { task, error });
        this.#schedule.failed(task, Date.now());
      }
    }
    this.#schedule.rearm(Date.now());
  }

  async #run(task: Task): Promise<void> {
    switch (task) {
      case "flush":
        return this.flush();
      case "close":
        return this.#closeLinks();
      case "show":
        return this.#show(Date.now());
      case "tidy":
        return this.#tidy();
    }
  }

  #context(): ServiceContext {
    return createContext({
      env: readEnv(this.env),
      actor: systemActor("live:affiliate-counter"),
      waitUntil: (work) => this.ctx.waitUntil(work),
    });
  }

  #loadTerms(affiliateId: string): Promise<CounterTerms | null> {
    return this.#terms.load(this.#context(), this.#memory, affiliateId);
  }

  /** What an edge could not decide is decided before it is stored, by the affiliate's history in D1. */
  async #checked(
    packs: readonly Pack<OwnedClick>[],
    terms: CounterTerms,
  ): Promise<readonly Pack<OwnedClick>[]> {
    if (!packs.some(({ clicks }) => hasUnchecked(clicks))) return packs;
    const standing = await loadStanding(this.#context(), terms);
    return packs.map((pack) => ({
      ...pack,
      clicks: pack.clicks.map((click) => checkClick(click, standing)),
    }));
  }

  /** From here to the stored row nothing waits, so nothing comes between. */
  #store(packs: readonly Pack<OwnedClick>[], terms: CounterTerms): RecordAnswer {
    const now = Date.now();
    const { fresh, tooOld } = this.#seen.select(packs, now);
    const counted: CountedClick[] = [];
    this.#atomically(() => {
      for (const { ids, clicks, json } of rowsOf(fresh)) {
        const n = rowNumber(now, this.#memory.last);
        const ofRow = this.#memory.count({ n, clicks });
        const earnings = earningsOf(ofRow, terms, (at) => this.#memory.dayOf(at));
        this.#memory.addEarnings({ n, earnings });
        this.#storage.appendRow({ n, packs: ids, clicks, earnings }, json);
        this.#rowsSinceCheckpoint += 1;
        for (const click of ofRow) counted.push(click);
      }
      if (this.#rowsSinceCheckpoint > ROWS_AFTER_CHECKPOINT_MAX) this.#checkpoint(now);
    });
    this.#seen.add(fresh, now);
    if (fresh.length > 0) this.#afterCounting(now);
    return { known: true, fresh: freshCounts(counted), refused: tooOld };
  }

  /** What could not be stored must not stay counted: memory is read anew. */
  #atomically(work: () => void): void {
    try {
      this.#storage.atomically(work);
    } catch (error) {
      this.#memory = new CounterMemory(this.#storage);
      throw error;
    }
  }

  #afterCounting(now: number): void {
    this.#scheduleAll(now);
    if (this.#room.isEmpty) return;
    if (now - this.#shownAt >= SHOW_INTERVAL_MS) this.#show(now);
    else this.#schedule.at("show", this.#shownAt + SHOW_INTERVAL_MS, now);
  }

  #scheduleAll(now: number): void {
    for (const [task, at] of dueTasks(this.#memory, this.#clicks(), now)) {
      this.#schedule.at(task, at, now);
    }
  }

  #clicks(): Clicks {
    const keptMs = rawClicksKeptMs(this.#terms.last?.clickWindowDays ?? 0);
    const totalsMs = readEnv(this.env).CLICK_TOTALS_MS;
    return { oldestAt: this.#storage.oldestAt(), keptMs, totalsMs };
  }

  #show(now: number): void {
    this.#shownAt = now;
    for (const mode of this.#room.modes) {
      this.#room.send(totalsMessage(this.#memory, mode, now), now);
    }
  }

  #checkpoint(now: number): void {
    this.#memory.checkpoint(now);
    this.#rowsSinceCheckpoint = 0;
  }

  async #flushOnce(): Promise<void> {
    const now = Date.now();
    if (!this.#memory.isCheckpointed) this.#atomically(() => this.#checkpoint(now));
    const { owner, last } = this.#memory;
    if (owner === null || !this.#memory.hasUnflushed) return;
    await storeDayTotals(this.#context(), owner, unflushedTotals(this.#memory));
    this.#memory.flushed(last, now);
    this.#scheduleAll(now);
  }

  async #closeLinks(): Promise<void> {
    const ctx = this.#context();
    for (const link of this.#memory.linksToClose()) {
      await closeOverCap(ctx, link, this.#memory.linkClicks("live", link));
      this.#memory.linkClosed(link);
    }
  }

  /** Forgets visitors of days that are over, and moves old clicks to R2. */
  async #tidy(): Promise<void> {
    this.#atomically(() => this.#checkpoint(Date.now()));
    const { owner } = this.#memory;
    if (owner === null) return;
    const terms = await this.#loadTerms(owner.affiliateId);
    const keptMs = rawClicksKeptMs(terms?.clickWindowDays ?? 0);
    await moveOldClicks(this.#context(), this.#storage, owner, keptMs);
    this.#scheduleAll(Date.now());
  }
}
