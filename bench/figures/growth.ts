/** What grows: the edge's isolate over many clicks, and the start of a counter with a year behind it. */
import { setTimeout as wait } from "node:timers/promises";
import type { Load } from "../load/load.ts";
import { type Figure, figure } from "../report/figure.ts";
import { median, spreadOf } from "../report/statistics.ts";
import type { CoreStage } from "../stage/core-stage.ts";
import type { EdgeStage } from "../stage/edge-stage.ts";
import { openInspector } from "../stage/inspector.ts";

type Inspector = Awaited<ReturnType<typeof openInspector>>;

const megabytes = (bytes: number) => bytes / 1e6;

/** The least heap while `work` goes on: what is left after a collection of garbage. */
async function leastHeap(inspector: Inspector, work: Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  let going = true;
  const end = () => {
    going = false;
  };
  work.then(end, end);
  while (going) {
    least = Math.min(least, await inspector.heapBytes());
    await wait(5);
  }
  await work;
  return least;
}

/** The edge's heap under load, to be taken early and late in a run. */
export async function edgeHeapMegabytes(stage: EdgeStage, load: Load, ms: number) {
  const inspector = await openInspector(stage.miniflare, "trackdesk-edge");
  const work = load.run({
    kind: "closed",
    port: stage.edgePort,
    connections: 32,
    linkKind: "plain",
    links: stage.links,
    ms,
    ratePerSecond: 0,
  });
  try {
    const heap = megabytes(await leastHeap(inspector, work));
    return { heap, clicks: (await work).latenciesMs.length };
  } finally {
    inspector.close();
  }
}

/** From nothing to an answer of a counter with a year of days and so many rows. */
async function coldLoad(stage: CoreStage, rows: number, rounds: number): Promise<Figure> {
  const { program, affiliates } = await stage.merchant(1);
  const affiliate = affiliates[0]?.id ?? "";
  const order = { program: program.id, affiliates, clicksAPack: 1, days: 365 };
  for (let made = 0; made < rows; made += 1_000) {
    await stage.call("/bench/prepare", { ...order, packs: Math.min(1_000, rows - made) });
    await stage.call("/bench/record");
  }
  const timed = async () => {
    const start = performance.now();
    await stage.call("/bench/totals", { affiliate });
    return performance.now() - start;
  };
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await stage.evict(affiliate);
    cold.push(await timed());
    warm.push(await timed());
  }
  const call = median(warm);
  return figure(`counter.cold_load_ms_${rows}_rows`, "ms", spreadOf(cold.map((ms) => ms - call)), {
    note: "beyond a warm call; clicks of 365 days",
  });
}

export async function measureCounterGrowth(
  stage: CoreStage,
  plan: { readonly rows: number; readonly starts: number },
): Promise<Figure[]> {
  return [
    await coldLoad(stage, plan.rows / 10, plan.starts),
    await coldLoad(stage, plan.rows, plan.starts),
  ];
}
