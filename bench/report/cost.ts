/**
 * What a million clicks cost at Cloudflare, from operations that a run measured and published prices.
 * Prices of the Workers Paid plan beyond what it includes, US dollars, November 2026:
 * https://developers.cloudflare.com/workers/platform/pricing/ (requests, CPU, KV, Queues, Durable Objects)
 * https://developers.cloudflare.com/d1/platform/pricing/ (rows)
 */

/** US dollars a million. */
export const PRICES = {
  workerRequest: 0.3,
  /** By millisecond of CPU. */
  cpuMs: 0.02,
  kvRead: 0.5,
  /** A write, a read and a delete make a message's journey; each for every 64 KB that have begun. */
  queueOperation: 0.4,
  objectRequest: 0.15,
  /** A Durable Object's rows in SQLite; setting an alarm counts as one. */
  objectRowWritten: 1,
  d1RowWritten: 1,
} as const;

const QUEUE_OPERATIONS_A_MESSAGE = 3;
const QUEUE_UNIT_BYTES = 64 * 1_024;
/** The edge keeps an entry in memory for so long. */
const MEMORY_SECONDS = 30;
const DAY_SECONDS = 86_400;
const MILLION = 1_000_000;

/** Who clicks: everything is spread evenly, which is the dear case. */
export type TrafficShape = {
  readonly clicksPerSecond: number;
  /** Isolates that the clicks come through. */
  readonly isolates: number;
  readonly affiliates: number;
  readonly linksPerAffiliate: number;
  /** Different values of each dimension that an affiliate's clicks show in a day. */
  readonly values: readonly number[];
};

/** What the product does, by configuration and by measurement. */
export type Operations = {
  /** How long a click waits in an isolate. */
  readonly bufferSeconds: number;
  readonly clickBytes: number;
  readonly packClicksMax: number;
  /** An isolate hands its clicks over when it holds so many, in as many packs as it takes. */
  readonly heldClicksMax: number;
  /** How long a consumer waits for a batch, and how many packs it takes at most. */
  readonly batchSeconds: number;
  readonly batchPacksMax: number;
  /** How long counted clicks wait to be written to D1 as day totals: after a pause, and at least between two. */
  readonly flushPauseSeconds: number;
  readonly flushSeconds: number;
  readonly edgeCpuMs: number;
  /** Rows of the counter by call, and by flush (checkpoint and alarms). */
  readonly rowsPerCall: number;
  readonly rowsPerFlush: number;
  /** Rows that D1 bills for a day total that is new; one that is there takes one. */
  readonly rowsPerNewTotal: number;
};

/** How many of `kinds` equally likely things are among `draws`. */
export const distinct = (kinds: number, draws: number): number =>
  kinds * (1 - (1 - 1 / kinds) ** draws);

/** How often each thing happens in a second. */
export function operationsPerSecond(shape: TrafficShape, ops: Operations) {
  const { clicksPerSecond: clicks, isolates, affiliates, linksPerAffiliate, values } = shape;
  // An isolate's first click opens the window, and the others of the window share it.
  const held = Math.min(ops.heldClicksMax, 1 + (clicks / isolates) * ops.bufferSeconds);
  const clicksPerPack = held / Math.ceil(held / ops.packClicksMax);
  const packs = clicks / clicksPerPack;
  const packsPerBatch = Math.min(ops.batchPacksMax, Math.max(1, packs * ops.batchSeconds));
  const batches = packs / packsPerBatch;
  const calls = batches * distinct(affiliates, packsPerBatch * clicksPerPack);

  const links = affiliates * linksPerAffiliate;
  const seen = (clicks / isolates) * MEMORY_SECONDS;
  const kvReads =
    ((distinct(links, seen) + distinct(affiliates, seen) + distinct(1, seen)) / MEMORY_SECONDS) *
    isolates;

  const own = clicks / affiliates;
  const clicksPerFlush = Math.max(1 + own * ops.flushPauseSeconds, own * ops.flushSeconds);
  const flushes = clicks / clicksPerFlush;
  const totals = [linksPerAffiliate, ...values];
  const sum = (draws: number) => totals.reduce((all, kinds) => all + distinct(kinds, draws), 0);
  const newTotals = (affiliates * sum(own * DAY_SECONDS)) / DAY_SECONDS;
  return {
    workerRequests: clicks + batches,
    cpuMs: clicks * ops.edgeCpuMs,
    kvReads,
    queueOperations:
      packs *
      QUEUE_OPERATIONS_A_MESSAGE *
      Math.ceil((clicksPerPack * ops.clickBytes) / QUEUE_UNIT_BYTES),
    objectRequests: calls + flushes,
    objectRows: calls * ops.rowsPerCall + flushes * ops.rowsPerFlush,
    d1Rows: flushes * sum(clicksPerFlush) + newTotals * (ops.rowsPerNewTotal - 1),
    clicksPerPack,
    clicksPerFlush,
    newTotals,
  };
}

export type Cost = {
  readonly total: number;
  readonly requests: number;
  readonly kv: number;
  readonly queue: number;
  readonly counters: number;
  readonly d1: number;
};

/** US dollars for a million clicks. */
export function costPerMillion(shape: TrafficShape, ops: Operations): Cost {
  const perSecond = operationsPerSecond(shape, ops);
  // Dollars a million operations, times operations a click, are dollars a million clicks.
  const of = (count: number, price: number) => (count / shape.clicksPerSecond) * price;
  const requests =
    of(perSecond.workerRequests, PRICES.workerRequest) + of(perSecond.cpuMs, PRICES.cpuMs);
  const kv = of(perSecond.kvReads, PRICES.kvRead);
  const queue = of(perSecond.queueOperations, PRICES.queueOperation);
  const counters =
    of(perSecond.objectRequests, PRICES.objectRequest) +
    of(perSecond.objectRows, PRICES.objectRowWritten);
  const d1 = of(perSecond.d1Rows, PRICES.d1RowWritten);
  return { total: requests + kv + queue + counters + d1, requests, kv, queue, counters, d1 };
}

export const clicksPerDay = (millions: number) => (millions * MILLION) / DAY_SECONDS;
