/** Up to a hundred conversions at once: each by itself, with what became of it. */
import type { BulkDecisions, ConversionAnswer } from "../../../contract/conversions.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { problemOf } from "../refused.ts";
import { approveConversion } from "./approve.ts";
import { rejectConversion } from "./reject.ts";

type Line = BulkDecisions["lines"][number];

export function approveConversions(
  ctx: ServiceContext,
  ids: readonly string[],
): Promise<BulkDecisions> {
  assertAllowed(ctx.actor, "conversion.approve");
  return decideEach(ctx, ids, (line, id) => approveConversion(line, id));
}

export function rejectConversions(
  ctx: ServiceContext,
  ids: readonly string[],
  reason: string,
): Promise<BulkDecisions> {
  assertAllowed(ctx.actor, "conversion.reject");
  return decideEach(ctx, ids, (line, id) => rejectConversion(line, id, reason));
}

/**
 * One after the other, each in a batch of its own, so that one refused stops no other. What is repeated
 * finds done what was done before, so the answer is recorded once all are.
 */
async function decideEach(
  ctx: ServiceContext,
  ids: readonly string[],
  decide: (ctx: ServiceContext, id: string) => Promise<ConversionAnswer>,
): Promise<BulkDecisions> {
  const ofLine = { ...ctx, idempotency: null, expectedVersion: null };
  const lines: Line[] = [];
  for (const id of ids) lines.push(await lineOf(ctx, id, () => decide(ofLine, id)));
  const done = lines.filter(({ status }) => status === "done").length;
  const answer = { done, refused: lines.length - done, lines };
  const batch = new WriteBatch(ctx.db);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}

async function lineOf(
  { requestId }: ServiceContext,
  id: string,
  decide: () => Promise<ConversionAnswer>,
): Promise<Line> {
  try {
    return { conversion_id: id, status: "done", conversion: await decide() };
  } catch (error) {
    const known = problemOf(error);
    if (known === null) throw error;
    return { conversion_id: id, status: "refused", problem: known.toDocument(requestId) };
  }
}
