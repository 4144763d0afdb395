/**
 * Counting clicks: a fold over clicks in the order in which they were stored. The same clicks in the
 * same order give the same counts, so that a counter can be rebuilt from its rows at any moment.
 */
import {
  type ClickDimension,
  type DimensionValue,
  dimensionValues,
  type RawClick,
} from "./click-facts.ts";
import {
  type ClickCounts,
  type Counted,
  type DayTotals,
  emptyCounts,
  type LinkCounts,
} from "./click-totals.ts";
import type { Mode } from "./mode.ts";

/** Values a day and dimension; a sub-id unique to each click must not fill the database (design §3). */
export const VALUES_MAX = 200;
export const OTHER_VALUE = "(other)";
/** A prefetched page is shown within minutes, its report delivered within days, or it is not counted. */
export const PREFETCH_KEPT_MS = 7 * 86_400_000;

/** A prefetch by time and nonce: waiting with its facts to be seen, or already counted as a click. */
export type Prefetch = { readonly waiting: RawClick } | "shown";

/** What counting remembers. Days, visitors and prefetches may be loaded when they are first asked for. */
export interface CountingMemory {
  day(mode: Mode, day: string): DayTotals;
  /**
   * Remembers the visitor of a link (named with its mode) and answers whether he is new. Sets are kept
   * for open UTC days: on a closed day he is new if he is first within what is still known.
   */
  isFirstVisit(utcDay: string, link: string, visitor: string): boolean;
  prefetch(key: string): Prefetch | undefined;
  setPrefetch(key: string, at: number, prefetch: Prefetch): void;
  /** All time, by mode. */
  total(mode: Mode): ClickCounts;
  /** All time clicks of people on a link. */
  linkClicks(mode: Mode, link: string): number;
  addLinkClick(mode: Mode, link: string): number;
}

export type CountedClick = {
  /** `nothing`: a repeat of what is counted, or too late to be. */
  readonly counted: "click" | "bot" | "nothing";
  /** A prefetch that had been counted among the bots became this click. */
  readonly wasBot: boolean;
  readonly unique: boolean;
  readonly overCap: boolean;
  /** What was counted: the click, or the prefetch that it reports as seen. */
  readonly facts: RawClick;
};

const uncounted = (counted: "bot" | "nothing", facts: RawClick): CountedClick => ({
  counted,
  wasBot: false,
  unique: false,
  overCap: false,
  facts,
});

export type CountingMoment = {
  /** Of the row that holds the click; grows from row to row. */
  readonly seq: number;
  /** When the row was stored, UTC ms. */
  readonly storedAt: number;
  /** Day of the click in the program's zone. */
  readonly day: string;
};

/** Counts one click. */
export function countClick(
  memory: CountingMemory,
  click: RawClick,
  moment: CountingMoment,
): CountedClick {
  const mode = click.mode ?? "live";
  if (click.shown) return countShown(memory, click, mode, moment);
  if (click.flag === undefined) return countPerson(memory, click, mode, moment, null);
  if (click.flag === "prefetch" && !waits(memory, click)) return uncounted("nothing", click);
  addTo(memory, mode, moment, click, dimensionValues(click), { clicks: 0, uniques: 0, bots: 1 });
  return uncounted("bot", click);
}

const prefetchKey = (click: RawClick) => `${click.at}.${click.nonce}`;

/** Notes that a prefetch waits to be seen; `false` when it was seen, or noted, before. */
function waits(memory: CountingMemory, click: RawClick): boolean {
  const key = prefetchKey(click);
  if (memory.prefetch(key) !== undefined) return false;
  memory.setPrefetch(key, click.at, { waiting: click });
  return true;
}

/** The page behind a prefetch was seen: whichever of the two comes first, it is one click. */
function countShown(
  memory: CountingMemory,
  click: RawClick,
  mode: Mode,
  moment: CountingMoment,
): CountedClick {
  if (click.at < moment.storedAt - PREFETCH_KEPT_MS) return uncounted("nothing", click);
  const key = prefetchKey(click);
  const known = memory.prefetch(key);
  if (known === "shown") return uncounted("nothing", click);
  memory.setPrefetch(key, click.at, "shown");
  return countPerson(memory, click, mode, moment, known?.waiting ?? null);
}

function countPerson(
  memory: CountingMemory,
  click: RawClick,
  mode: Mode,
  moment: CountingMoment,
  prefetched: RawClick | null,
): CountedClick {
  // The prefetch knows what its page's report may not: referrer, sub-ids, whether it was refused.
  const facts = prefetched ?? click;
  const utcDay = new Date(click.at).toISOString().slice(0, 10);
  const unique = memory.isFirstVisit(utcDay, `${mode} ${facts.link}`, facts.visitor);
  const clicks = memory.addLinkClick(mode, facts.link);
  const overCap = facts.overCap === true || (facts.cap !== undefined && clicks > facts.cap);
  const change = { clicks: 1, uniques: unique ? 1 : 0, bots: prefetched ? -1 : 0 };
  const link = addTo(memory, mode, moment, facts, dimensionValues(facts), change);
  if (overCap) link.overCap += 1;
  if (facts.refused !== undefined) link.refused += 1;
  return { counted: "click", wasBot: prefetched !== null, unique, overCap, facts };
}

function addTo(
  memory: CountingMemory,
  mode: Mode,
  moment: CountingMoment,
  click: RawClick,
  values: readonly DimensionValue[],
  change: ClickCounts,
): LinkCounts {
  const totals = memory.day(mode, moment.day);
  totals.seq = moment.seq;
  add(memory.total(mode), change);
  let link = totals.links.get(click.link);
  if (!link) {
    link = { ...emptyCounts(), overCap: 0, refused: 0, seq: 0 };
    totals.links.set(click.link, link);
  }
  add(link, change);
  link.seq = moment.seq;
  for (const [dimension, value] of values) {
    const counts = valueCounts(totals, dimension, value);
    add(counts, change);
    counts.seq = moment.seq;
  }
  return link;
}

function add(counts: ClickCounts, change: ClickCounts): void {
  counts.clicks += change.clicks;
  counts.uniques += change.uniques;
  counts.bots += change.bots;
}

/** A value once admitted stays so, hence a prefetch is taken from where it was added. */
function valueCounts(totals: DayTotals, dimension: ClickDimension, value: string): Counted {
  let values = totals.values.get(dimension);
  if (!values) {
    values = new Map();
    totals.values.set(dimension, values);
  }
  const known = values.get(value);
  if (known) return known;
  const room = values.size - (values.has(OTHER_VALUE) ? 1 : 0) < VALUES_MAX;
  const name = room ? value : OTHER_VALUE;
  const counts = values.get(name) ?? { ...emptyCounts(), seq: 0 };
  values.set(name, counts);
  return counts;
}
