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
  /** Messages of a single click each. */
  readonly messages: number;
  /** Whether the day totals of the last round are written as well. */
  readonly flushesLast: boolean;
};

/** Messages on their way to the queue at once, when they are small. */
const TOGETHER = 50;

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
  /** Rows of the counters for writing to D1: their checkpoints. */
  readonly flushRows: number;
  readonly d1Rows: number;
  readonly alarmsSet: number;
  readonly seconds: number;
};

/**
 * Sends packs through the queue and waits until the counters have them. If `flushed`, they are then asked to
 * write to D1, as the nightly job asks them: by themselves they would take their time.
 */
export async function ingest(
  stage: CoreStage,
  order: FeedOrder,
  { flushed, together = 1 }: { flushed: boolean; together?: number },
): Promise<ClickOperations> {
  const made = (await stage.call("/bench/prepare", order)) as { packs: number; clicks: number };
  const before = await stage.meter();
  const start = performance.now();
  await stage.call("/bench/send", { together });
  const all = ({ counted }: Meter) => counted - before.counted >= made.clicks;
  const counted = await until(stage, all, 120_000);
  const seconds = (performance.now() - start) / 1_000;
  if (flushed) await stage.call("/bench/flush", order.affiliates);
  const after = flushed ? await stage.meter() : counted;
  return {
    ...made,
    counterCalls: counted.counterCalls - before.counterCalls,
    counterRows: counted.counterRowsWritten - before.counterRowsWritten,
    flushRows: after.counterRowsWritten - counted.counterRowsWritten,
    d1Rows: after.d1RowsWritten - before.d1RowsWritten,
    alarmsSet: after.alarmsSet - before.alarmsSet,
    seconds,
  };
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
  const small = await ingest(
    stage,
    { ...order, packs: plan.messages, clicksAPack: 1 },
    { flushed: false, together: TOGETHER },
  );
  const rowsAClick = rounds.map(({ counterRows, clicks }) => counterRows / clicks);
  const clicks = rounds.reduce((sum, one) => sum + one.clicks, 0);
  const d1Rows = rounds.reduce((sum, one) => sum + one.d1Rows, 0);
  const figures: Figure[] = [
    figure("ingest.clicks_per_second", "1/s", spreadOf(rates), { budget: { min: 20_000 } }),
    figure("ingest.rows_written_per_click", "rows", spreadOf(rowsAClick), {
      budget: { max: 0.05 },
      note: `counters' rows; ${plan.affiliates} affiliates, batches of 100 full packs`,
    }),
    figure("ingest.messages_per_second", "1/s", small.packs / small.seconds, {
      note: `${small.packs} packs of one click; a queue takes 5,000 a second`,
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
