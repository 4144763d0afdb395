/**
 * Gathers the clicks of an isolate into packs (design §4.2). A few requests own a timer each, so that
 * the death of one delays its clicks by at most a quarter of the window and strands none; a timer for
 * every request would cost 40 % of the redirect's throughput. Shared between requests is plain data
 * alone: a shared promise would die with the request that made it.
 * A visit becomes a record when its pack is made: nobody waits for that, and many at once are cheaper.
 */
import {
  type Click,
  type ClickPack,
  PACK_BYTES_MAX,
  PACK_CLICKS_MAX,
} from "../contract/edge/click-pack.ts";
import type { Clock } from "../lib/clock.ts";

/** Timers fire a little early by the clock that stands still between events. */
const TIMER_TOLERANCE_MS = 5;
/** JSON of the fields that every click has: three ids, time, nonce, visitor. */
const CLICK_FRAME_BYTES = 220;
/** JSON of the optional fields whose content is short and ours: mode, country, flag, refused, cap, … */
const MARKS_BYTES = 170;
/** Id, time and brackets of a pack. */
const PACK_FRAME_BYTES = 100;
/** The longest that JSON makes of one character: `\u0000`. */
const ESCAPED_BYTES_MAX = 6;
const PLAIN = /^[ !#-[\]-~]*$/;

/** Keeps a request's work alive after its answer: an ExecutionContext. */
export type Owner = { waitUntil(work: Promise<unknown>): void };

export type BufferParts<Kept> = {
  /** How long a click may wait, ms. */
  readonly windowMs: number;
  readonly now: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly newPackId: () => string;
  /** Makes a click's record of what was kept. */
  readonly record: (kept: Kept) => Promise<Click>;
  /** Hands a pack over; it must not throw. */
  readonly deliver: (pack: ClickPack) => Promise<void>;
};

/** No less than what a text field takes in JSON, in bytes, with `frame` for its name and signs. */
const fieldBytes = (text: string | undefined, frame: number) =>
  text === undefined ? 0 : frame + text.length * (PLAIN.test(text) ? 1 : ESCAPED_BYTES_MAX);

const isMarked = (click: Click) =>
  click.flag !== undefined ||
  click.refused !== undefined ||
  click.unchecked !== undefined ||
  click.cap !== undefined ||
  click.mode !== undefined ||
  click.via !== undefined ||
  click.shown !== undefined ||
  click.overCap !== undefined;

/** No less than what a click takes in a pack, in bytes. */
export function clickBytesAtMost(click: Click): number {
  let bytes =
    CLICK_FRAME_BYTES +
    (isMarked(click) ? MARKS_BYTES : 0) +
    fieldBytes(click.country, 15) +
    fieldBytes(click.ua, 10) +
    fieldBytes(click.referrer, 16) +
    fieldBytes(click.region, 14) +
    fieldBytes(click.city, 12) +
    fieldBytes(click.reason, 14);
  if (click.sub !== undefined) bytes += 10;
  for (const sub of click.sub ?? []) bytes += fieldBytes(sub, 3);
  if (click.utm !== undefined) bytes += 10;
  for (const name in click.utm) bytes += fieldBytes(name, 6) + fieldBytes(click.utm[name], 0);
  return bytes;
}

/** Clicks in order, cut where a pack is full. */
export function cutIntoPacks(clicks: readonly Click[]): Click[][] {
  const packs: Click[][] = [];
  let pack: Click[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const click of clicks) {
    const own = clickBytesAtMost(click);
    bytes += own;
    if (bytes > PACK_BYTES_MAX || pack.length >= PACK_CLICKS_MAX) {
      pack = [];
      bytes = PACK_FRAME_BYTES + own;
      packs.push(pack);
    }
    pack.push(click);
  }
  return packs;
}

export class ClickBuffer<Kept> {
  readonly #parts: BufferParts<Kept>;
  #kept: Kept[] = [];
  #oldestAt = 0;
  #timerAt = Number.NEGATIVE_INFINITY;

  constructor(parts: BufferParts<Kept>) {
    this.#parts = parts;
  }

  /** Takes what a click is made of; `owner`'s request may become one of those that see to its delivery. */
  add(kept: Kept, owner: Owner): void {
    const { now: clock, windowMs, wait } = this.#parts;
    const now = clock();
    if (this.#kept.length === 0) this.#oldestAt = now;
    this.#kept.push(kept);
    if (this.#kept.length >= PACK_CLICKS_MAX) {
      const all = this.#take();
      // Not before this request's own answer.
      owner.waitUntil(wait(0).then(() => this.#send(all)));
    }
    const sinceTimer = now - this.#timerAt;
    // A negative span is a clock that was set back.
    if (sinceTimer >= 0 && sinceTimer < windowMs / 4) return;
    this.#timerAt = now;
    owner.waitUntil(wait(windowMs).then(() => this.#sendDue()));
  }

  /** What a timer does: sends what has waited for three quarters of the window. */
  async #sendDue(): Promise<void> {
    const due = this.#parts.windowMs * 0.75 - TIMER_TOLERANCE_MS;
    const age = this.#parts.now() - this.#oldestAt;
    if (this.#kept.length === 0 || (age >= 0 && age < due)) return;
    await this.#send(this.#take());
  }

  #take(): Kept[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  async #send(kept: readonly Kept[]): Promise<void> {
    const { record, newPackId, now, deliver } = this.#parts;
    const clicks = await Promise.all(kept.map(record));
    const at = now();
    const packs = cutIntoPacks(clicks).map((ofPack) =>
      Object.freeze({ id: newPackId(), at, clicks: Object.freeze(ofPack) }),
    );
    await Promise.all(packs.map(deliver));
  }
}
