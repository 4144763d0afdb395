/** What counting clicks adds up to: totals by day, and how they are stored. */
import { CLICK_DIMENSIONS, type ClickDimension } from "./click-facts.ts";
import type { Mode } from "./mode.ts";

export const MODES: readonly Mode[] = ["live", "test"];
export type ClickCounts = {
  /** Clicks of people. */
  clicks: number;
  /** First of a visitor for a link and UTC day. */
  uniques: number;
  /** Bots, previews, HEAD requests, and prefetches that nobody has seen. */
  bots: number;
};
/** `seq`: of the row that changed them last. */
export type Counted = ClickCounts & { seq: number };
export type LinkCounts = Counted & {
  /** Of `clicks`: beyond the link's cap. */
  overCap: number;
  /** Of `clicks`: without a token, since affiliate or program was not eligible. */
  refused: number;
};
/** What the clicks of a day on a link have earned under one version of a reward. */
export type ClickEarnings = {
  readonly link: string;
  readonly rewardId: string;
  readonly rewardVersionId: string;
  clicks: number;
  /** Minor units of the program's currency. */
  amount: number;
};

/** Everything about one day of an affiliate in one mode. */
export type DayTotals = {
  seq: number;
  readonly links: Map<string, LinkCounts>;
  readonly values: Map<ClickDimension, Map<string, Counted>>;
  /** By link and reward version. */
  readonly earnings: Map<string, ClickEarnings>;
};

export const emptyCounts = (): ClickCounts => ({ clicks: 0, uniques: 0, bots: 0 });
export const emptyDay = (): DayTotals => ({
  seq: 0,
  links: new Map(),
  values: new Map(),
  earnings: new Map(),
});

/** Adds what clicks of a day have earned. */
export function addEarnings(totals: DayTotals, seq: number, earned: ClickEarnings): void {
  const key = `${earned.link} ${earned.rewardVersionId}`;
  const known = totals.earnings.get(key);
  totals.seq = seq;
  if (!known) {
    totals.earnings.set(key, { ...earned });
    return;
  }
  known.clicks += earned.clicks;
  known.amount += earned.amount;
}

/** A day as JSON. */
export function writeDay(totals: DayTotals): string {
  return JSON.stringify({
    seq: totals.seq,
    links: [...totals.links],
    values: [...totals.values].map(([dimension, values]) => [dimension, [...values]]),
    earnings: [...totals.earnings],
  });
}

/** The day in what `writeDay` made. */
export function readDay(text: string): DayTotals {
  const stored = JSON.parse(text) as {
    seq: number;
    links: [string, LinkCounts][];
    values: [ClickDimension, [string, Counted][]][];
    earnings: [string, ClickEarnings][];
  };
  const known = stored.values.filter(([dimension]) => CLICK_DIMENSIONS.includes(dimension));
  return {
    seq: stored.seq,
    links: new Map(stored.links),
    values: new Map(known.map(([dimension, values]) => [dimension, new Map(values)])),
    earnings: new Map(stored.earnings),
  };
}
