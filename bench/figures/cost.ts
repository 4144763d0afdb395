/** What a million clicks cost at three shapes of traffic, from what the run measured. */

import { PACK_BYTES_MAX, PACK_CLICKS_MAX } from "../../workers/contract/edge/click-pack.ts";
import {
  clicksPerDay,
  costPerMillion,
  distinct,
  type Operations,
  operationsPerSecond,
  type TrafficShape,
} from "../report/cost.ts";
import { type Figure, figure } from "../report/figure.ts";
import type { ClickOperations } from "./ingest.ts";

/** As `bench/workers/packs.ts` makes clicks: country, region, device, system, browser, referrer, sub-id. */
const VALUES = [10, 80, 3, 3, 3, 20, 50];
const LINKS = 5;
/** A sub-id is on two clicks of five, so its part of the sum is a little too dear. */

/** The shapes of docs/performance.md. */
export const SHAPES = {
  /** A spike: 5,000 clicks a second through 20 isolates, for 200 affiliates. */
  spike: { clicksPerSecond: 5_000, isolates: 20, affiliates: 200 },
  /** 10 million clicks a day through 10 isolates at a time, for 1,000 affiliates. */
  busy: { clicksPerSecond: clicksPerDay(10), isolates: 10, affiliates: 1_000 },
  /** 100,000 clicks a day, nearly each in an isolate of its own, for 200 affiliates. */
  quiet: { clicksPerSecond: clicksPerDay(0.1), isolates: 10, affiliates: 200 },
} as const;

export const shapeOf = (name: keyof typeof SHAPES): TrafficShape => ({
  ...SHAPES[name],
  linksPerAffiliate: LINKS,
  values: VALUES,
});

/** wrangler.toml, core's env.ts and live/due-tasks.ts say how long things wait. */
const CONFIGURED = {
  bufferSeconds: 1,
  batchSeconds: 1,
  batchPacksMax: 100,
  heldClicksMax: PACK_CLICKS_MAX,
  flushPauseSeconds: 15,
  flushSeconds: 300,
} as const;

/**
 * @param first full packs into counters that were empty
 * @param rounds full packs after that, the last one flushed
 */
export function operationsOf(
  first: ClickOperations,
  rounds: readonly ClickOperations[],
  affiliates: number,
  edgeCpuMicros: number,
): Operations {
  const packClicksMax = first.clicks / first.packs;
  const calls = rounds.reduce((sum, one) => sum + one.counterCalls, 0);
  const rows = rounds.reduce((sum, one) => sum + one.counterRows, 0);
  const flushRows = first.flushRows + first.alarmsSet;
  const totals = [LINKS, ...VALUES].reduce(
    (sum, kinds) => sum + distinct(kinds, first.clicks / affiliates),
    0,
  );
  return {
    ...CONFIGURED,
    packClicksMax,
    clickBytes: PACK_BYTES_MAX / packClicksMax,
    edgeCpuMs: edgeCpuMicros / 1_000,
    rowsPerCall: rows / calls,
    rowsPerFlush: flushRows / affiliates,
    rowsPerNewTotal: first.d1Rows / affiliates / totals,
  };
}

export function costFigures(ops: Operations): Figure[] {
  const usd = "$/million";
  return (Object.keys(SHAPES) as (keyof typeof SHAPES)[]).flatMap((name) => {
    const cost = costPerMillion(shapeOf(name), ops);
    const perSecond = operationsPerSecond(shapeOf(name), ops);
    const parts = `cost.${name}`;
    return [
      figure(name === "busy" ? "cost.usd_per_million_clicks" : `${parts}.usd`, usd, cost.total, {
        note: `shape ${name}; ${perSecond.clicksPerPack.toFixed(1)} clicks a pack, ${perSecond.clicksPerFlush.toFixed(1)} a flush`,
      }),
      figure(`${parts}.requests_usd`, usd, cost.requests),
      figure(`${parts}.kv_usd`, usd, cost.kv),
      figure(`${parts}.queue_usd`, usd, cost.queue),
      figure(`${parts}.counters_usd`, usd, cost.counters),
      figure(`${parts}.d1_usd`, usd, cost.d1),
    ];
  });
}

/** Rows that D1 gains and writes in a day of the shape `busy`, and what they take on disk. */
export function growthFigures(ops: Operations, bytesPerRow: number): Figure[] {
  const { newTotals, d1Rows } = operationsPerSecond(shapeOf("busy"), ops);
  const perDay = 86_400;
  return [
    figure("d1.rows_written_per_day", "rows", d1Rows * perDay, { note: "10 M clicks, shape busy" }),
    figure("d1.new_rows_per_day", "rows", newTotals * perDay),
    figure("d1.mb_per_day", "MB", (newTotals * perDay * bytesPerRow) / 1e6),
  ];
}
