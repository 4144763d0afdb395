/** From the queue into the counters, and from there as day totals into D1. */
import { setTimeout as wait } from "node:timers/promises";
import { type Figure, figure } from "../report/figure.ts";
import { spreadOf } from "../report/statistics.ts";
import type { CoreStage } from "../stage/core-stage.ts";
import type { Meter } from "../workers/meter-counts.ts";
import type { FeedOrder } from "../workers/packs.ts";

export type IngestPlan = {
  readonly affiliates: number;
  readonly packs: number;
  readonly rounds: number;
  /** Whether to wait for the day totals of the last round as well. */
  readonly flushesLast: boolean;
};

/** A counter writes its day totals this long after the first click that they lack. */
const FLUSH_MS_MAX = 40_000;

async function until(
  stage: CoreStage,
  done: (meter: Meter) => boolean,
  ms: number,
): Promise<Meter> {
  const deadline = Date.now() + ms;
  for (;;) {
    const meter = await stage.meter();
    if (done(meter)) return meter;
    if (Date.now() > deadline) throw new Error(`Not done after ${ms} ms: ${JSON.stringify(meter)}`);
    await wait(20);
  }
}

/** What one click costs in rows and calls when `order` has been counted and written to D1. */
export type ClickOperations = {
  readonly clicks: number;
  readonly packs: number;
  readonly counterCalls: number;
  readonly counterRows: number;
  readonly d1Rows: number;
  readonly alarms: number;
  readonly alarmsSet: number;
  readonly seconds: number;
};

/** Sends packs through the queue and waits until the counters have them, and D1 too if `flushed`. */
export async function ingest(
  stage: CoreStage,
  order: FeedOrder,
  { flushed }: { flushed: boolean },
): Promise<ClickOperations> {
  const made = (await stage.call("/bench/prepare", order)) as { packs: number; clicks: number };
  const before = await stage.meter();
  const start = performance.now();
  await stage.call("/bench/send");
  const all = ({ counted }: Meter) => counted - before.counted >= made.clicks;
  const counted = await until(stage, all, 120_000);
  const seconds = (performance.now() - start) / 1_000;
  const after = flushed ? await quiet(stage, counted) : counted;
  return {
    ...made,
    counterCalls: counted.counterCalls - before.counterCalls,
    counterRows: counted.counterRowsWritten - before.counterRowsWritten,
    d1Rows: after.d1RowsWritten - before.d1RowsWritten,
    alarms: after.alarms - before.alarms,
    alarmsSet: after.alarmsSet - before.alarmsSet,
    seconds,
  };
}

/** When alarms have come and D1 is left alone for three seconds. */
async function quiet(stage: CoreStage, since: Meter): Promise<Meter> {
  let last = await until(stage, ({ alarms }) => alarms > since.alarms, FLUSH_MS_MAX);
  for (let still = 0; still < 3; ) {
    await wait(1_000);
    const now = await stage.meter();
    still = now.d1RowsWritten === last.d1RowsWritten && now.alarms === last.alarms ? still + 1 : 0;
    last = now;
  }
  return last;
}

/** @returns figures, and the operations of full packs when day totals are new and when they are there */
export async function measureIngest(stage: CoreStage, plan: IngestPlan) {
  const { program, affiliates } = await stage.merchant(plan.affiliates);
  const order = { program: program.id, affiliates, packs: plan.packs };
  // The first writes each counter's tables and learns its terms.
  const first = await ingest(stage, order, { flushed: true });
  const rates: number[] = [];
  const rounds: ClickOperations[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const one = await ingest(stage, order, {
      flushed: plan.flushesLast && round === plan.rounds - 1,
    });
    rates.push(one.clicks / one.seconds);
    rounds.push(one);
  }
  const rowsAClick = rounds.map(({ counterRows, clicks }) => counterRows / clicks);
  const clicks = rounds.reduce((sum, one) => sum + one.clicks, 0);
  const d1Rows = rounds.reduce((sum, one) => sum + one.d1Rows, 0);
  const figures: Figure[] = [
    figure("ingest.clicks_per_second", "1/s", spreadOf(rates), { budget: { min: 20_000 } }),
    figure("ingest.rows_written_per_click", "rows", spreadOf(rowsAClick), {
      budget: { max: 0.05 },
      note: `counters' rows; ${plan.affiliates} affiliates, batches of 100 full packs`,
    }),
    figure("ingest.clicks_per_pack", "clicks", first.clicks / first.packs),
    figure("ingest.d1_rows_per_flush_new", "rows", first.d1Rows / plan.affiliates, {
      note: "by affiliate, day totals that were not there, indexes included",
    }),
  ];
  if (plan.flushesLast) {
    figures.push(
      figure("ingest.d1_rows_per_flush", "rows", d1Rows / plan.affiliates, {
        note: `by affiliate, most were there, after ${Math.round(clicks / plan.affiliates)} clicks each`,
      }),
    );
  }
  return { figures, first, rounds };
}
