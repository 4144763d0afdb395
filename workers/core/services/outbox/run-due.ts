/** Sends what the outbox holds: soon after the write that asked for it, and by a sweep every minute. */
import { WriteBatch } from "../../../db/batch.ts";
import {
  claimDueOutbox,
  claimOutboxRows,
  deleteSentOutbox,
  type OutboxRow,
  returnOutbox,
} from "../../../db/queries/outbox.ts";
import { systemActor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import type { OutboxHandlers, OutboxOutcome } from "./handler.ts";
import { OUTBOX_HANDLERS } from "./handlers.ts";
import type { NewOutboxRow } from "./outbox-row.ts";

/** How long a claimed row belongs to its sweep; longer than any handler takes. */
const LEASE_MS = 2 * 60_000;
const ROWS_PER_ROUND = 50;
/** A row takes about three queries, and an invocation may make a thousand (Cloudflare's limits of D1). */
const ROUNDS_MAX = 5;
/** A bulk call writes a thousand rows; what is beyond these is the sweep's. */
const ROWS_SOON_MAX = 100;
const OTHERS_SOON_MAX = 20;
/** An invocation has at most six connections open (Cloudflare's limits of Workers). */
const SENT_AT_ONCE = 5;
const BACKOFF_MS_FIRST = 5_000;
const BACKOFF_MS_MAX = 60 * 60_000;
const ERROR_LENGTH_MAX = 500;

/** Milliseconds to wait after the `attempts`th attempt failed: doubling, up to an hour. */
export const backoff = (attempts: number): number =>
  Math.min(BACKOFF_MS_FIRST * 2 ** Math.max(attempts - 1, 0), BACKOFF_MS_MAX);

export type SweepReport = {
  readonly sent: number;
  /** Not there yet: they asked to be tried later. */
  readonly later: number;
  readonly failed: number;
};

type Settled = { readonly row: OutboxRow; readonly outcome: OutboxOutcome | { error: string } };

/** Rows that one call of a handler settles: a subject's of one kind, or each by itself. */
function groupRows(rows: readonly OutboxRow[], handlers: OutboxHandlers): OutboxRow[][] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = handlers[row.kind]?.coalesce ? `${row.kind} ${row.subjectId}` : row.id;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

async function sendGroup(
  ctx: ServiceContext,
  rows: readonly OutboxRow[],
  handlers: OutboxHandlers,
): Promise<Settled[]> {
  const [first] = rows;
  if (first === undefined) return [];
  try {
    const handler = handlers[first.kind];
    if (handler === undefined) throw new Error(`No handler for ${first.kind}`);
    const outcome = await handler.send(ctx, first);
    return rows.map((row) => ({ row, outcome }));
  } catch (error) {
    ctx.logger.warn("outbox.failed", { kind: first.kind, subject: first.subjectId, error });
    const message = error instanceof Error ? error.message : String(error);
    return rows.map((row) => ({ row, outcome: { error: message.slice(0, ERROR_LENGTH_MAX) } }));
  }
}

/** Deletes what was sent and gives the rest back, in one batch. */
async function settle(ctx: ServiceContext, settled: readonly Settled[]): Promise<SweepReport> {
  const batch = new WriteBatch(ctx.db);
  let [sent, later, failed] = [0, 0, 0];
  for (const { row, outcome } of settled) {
    if (outcome === "done") {
      sent++;
      batch.add(deleteSentOutbox(row));
    } else if ("retryAt" in outcome) {
      later++;
      batch.add(returnOutbox(row, outcome.retryAt, null));
    } else {
      failed++;
      batch.add(returnOutbox(row, ctx.clock() + backoff(row.attempts), outcome.error));
    }
  }
  await batch.commit();
  return { sent, later, failed };
}

async function sendClaimed(
  ctx: ServiceContext,
  rows: readonly OutboxRow[],
  handlers: OutboxHandlers,
): Promise<SweepReport> {
  const asOutbox = { ...ctx, actor: systemActor("outbox"), idempotency: null };
  const groups = groupRows(rows, handlers);
  const settled: Settled[] = [];
  for (let start = 0; start < groups.length; start += SENT_AT_ONCE) {
    const sent = groups.slice(start, start + SENT_AT_ONCE);
    const results = await Promise.all(sent.map((group) => sendGroup(asOutbox, group, handlers)));
    settled.push(...results.flat());
  }
  return settle(ctx, settled);
}

/**
 * Sends every row that is due, 250 at most. A row whose handler fails stays, with its error, and
 * is due again after a delay that doubles. Sweeps at the same time do not share rows.
 */
export async function runDueOutbox(
  ctx: ServiceContext,
  handlers: OutboxHandlers = OUTBOX_HANDLERS,
): Promise<SweepReport> {
  assertAllowed(ctx.actor, "outbox.run");
  const total = { sent: 0, later: 0, failed: 0 };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const now = ctx.clock();
    const rows = await claimDueOutbox(ctx.db, {
      now,
      leaseUntil: now + LEASE_MS,
      limit: ROWS_PER_ROUND,
    });
    if (rows.length === 0) break;
    const report = await sendClaimed(ctx, rows, handlers);
    total.sent += report.sent;
    total.later += report.later;
    total.failed += report.failed;
  }
  return total;
}

/**
 * Sends the rows that a write has just committed, after the answer, and a few others that are due, so
 * that what had to wait is sent the faster the more is written. Nothing is lost when it does not come to
 * that: the sweep finds them.
 */
export function sendSoon(
  ctx: ServiceContext,
  written: readonly NewOutboxRow[],
  handlers: OutboxHandlers = OUTBOX_HANDLERS,
): void {
  if (written.length === 0) return;
  const ids = written.slice(0, ROWS_SOON_MAX).map((row) => row.id);
  const send = async () => {
    const now = ctx.clock();
    const lease = { now, leaseUntil: now + LEASE_MS };
    const own = await claimOutboxRows(ctx.db, ids, lease);
    const others = await claimDueOutbox(ctx.db, { ...lease, limit: OTHERS_SOON_MAX });
    await sendClaimed(ctx, [...own, ...others], handlers);
  };
  ctx.waitUntil(send().catch((error) => ctx.logger.warn("outbox.send_soon_failed", { error })));
}
