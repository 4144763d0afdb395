/**
 * Gathers the clicks of an isolate into packs (design §4.2). A few requests own a timer each, so that
 * the death of one delays its clicks by at most a quarter of the window and strands none; a timer for
 * every request would cost 40 % of the redirect's throughput. Shared between requests is plain data
 * alone: a shared promise would die with the request that made it.
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

export type BufferParts = {
  /** How long a click may wait, ms. */
  readonly windowMs: number;
  readonly now: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly newPackId: () => string;
  /** Hands a pack over; it must not throw. */
  readonly deliver: (pack: ClickPack) => Promise<void>;
};

/** No less than what a text field takes in JSON, in bytes, with `frame` for its name and signs. */
const fieldBytes = (text: string | undefined, frame: number) =>
  text === undefined ? 0 : frame + text.length * (PLAIN.test(text) ? 1 : ESCAPED_BYTES_MAX);

const isMarked = (click: Click) =>
  click.flag !== undefined ||
  click.refused !== undefined ||
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

export class ClickBuffer {
  readonly #parts: BufferParts;
  #clicks: Click[] = [];
  #bytes = 0;
  #oldestAt = 0;
  #timerAt = Number.NEGATIVE_INFINITY;

  constructor(parts: BufferParts) {
    this.#parts = parts;
  }

  /** Takes a click; `owner`'s request may become one of those that see to its delivery. */
  add(click: Click, owner: Owner): void {
    const { now: clock, windowMs, wait } = this.#parts;
    const now = clock();
    const bytes = clickBytesAtMost(click);
    if (this.#bytes + bytes > PACK_BYTES_MAX - PACK_FRAME_BYTES) this.#flush(owner);
    if (this.#clicks.length === 0) this.#oldestAt = now;
    this.#clicks.push(click);
    this.#bytes += bytes;
    if (this.#clicks.length >= PACK_CLICKS_MAX) this.#flush(owner);
    const sinceTimer = now - this.#timerAt;
    // A negative span is a clock that was set back.
    if (sinceTimer >= 0 && sinceTimer < windowMs / 4) return;
    this.#timerAt = now;
    owner.waitUntil(wait(windowMs).then(() => this.#flushDue()));
  }

  /** What a timer does: sends what has waited for three quarters of the window. */
  async #flushDue(): Promise<void> {
    const due = this.#parts.windowMs * 0.75 - TIMER_TOLERANCE_MS;
    const age = this.#parts.now() - this.#oldestAt;
    if (this.#clicks.length === 0 || (age >= 0 && age < due)) return;
    await this.#parts.deliver(this.#close());
  }

  #flush(owner: Owner): void {
    if (this.#clicks.length > 0) owner.waitUntil(this.#parts.deliver(this.#close()));
  }

  /** Everything held becomes a pack, which never changes again. */
  #close(): ClickPack {
    const clicks = this.#clicks;
    this.#clicks = [];
    this.#bytes = 0;
    return Object.freeze({
      id: this.#parts.newPackId(),
      at: this.#parts.now(),
      clicks: Object.freeze(clicks),
    });
  }
}
