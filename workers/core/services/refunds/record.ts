/** Keeps a refund as it was reported; one that comes before its sale waits for it (rules.md 4). */

import { problem } from "../../../contract/problem.ts";
import type { RefundBody } from "../../../contract/track.ts";
import type { RefundAnswer } from "../../../contract/track-answer.ts";
import { StaleWriteError, WriteBatch } from "../../../db/batch.ts";
import { findIdempotencyRecord } from "../../../db/queries/idempotency.ts";
import { findRefund, findRefundedSale, refundedSaleId } from "../../../db/queries/refunds.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { refunds } from "../../../db/schema/refunds.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { eventTime } from "../../../domain/event-time.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";
import { loadProgram } from "../conversions/load-world.ts";
import { type CallFacts, idOfCall, programOf } from "../conversions/track.ts";

const programNotFound = problem("program.not_found");
const currencyDiffers = problem("refund.currency_differs");
const keyReused = problem("idempotency.key_reused");
const idReused = problem("refund.id_reused");

/** How often it is looked up again because others wrote in between. */
const ATTEMPTS_MAX = 8;

/**
 * Records a refund once by its external id. The same refund again is answered as the first time.
 * @throws ProblemError 404, 409 `refund.id_reused`, 422 `refund.currency_differs`,
 *   `idempotency.key_reused`
 */
export async function recordRefund(
  ctx: ServiceContext,
  actor: ApiKeyActor,
  body: RefundBody,
  call: CallFacts,
  idempotency: IdempotencyRequest | null,
): Promise<RecordedRefund> {
  const programId = programOf(actor, body.program_id);
  const program = await loadProgram(ctx.db, programId);
  if (program === null) throw programNotFound();
  const { organizationId } = program;
  const { mode } = actor;
  assertAllowed(actor, "refund.record", { noun: "program", organizationId, programId, mode });
  const scope = { programId, mode, origin: body.origin };
  let id = await idOfCall({ type: "refund", body }, call);
  for (let attempt = 1; ; attempt++) {
    const before = await answeredBefore(ctx, scope, body, idempotency);
    if (before !== null) return before;
    try {
      return await keepRefund(ctx, await refundRow(ctx, scope, body, call, id), idempotency);
    } catch (error) {
      if (!(error instanceof StaleWriteError) || attempt === ATTEMPTS_MAX) throw error;
      // Derived from an Idempotency-Key, it may be taken by a refund of long ago.
      id = ctx.newId("ref");
    }
  }
}

type RecordedRefund = { readonly status: number; readonly body: RefundAnswer };
type RefundScope = { readonly programId: string; readonly mode: Mode; readonly origin: string };

/** The answer to the same call, or to the same refund by another one. */
async function answeredBefore(
  { db }: ServiceContext,
  scope: RefundScope,
  body: RefundBody,
  idempotency: IdempotencyRequest | null,
): Promise<RecordedRefund | null> {
  const record =
    idempotency && (await findIdempotencyRecord(db, idempotency.callerId, idempotency.key));
  if (record && record.bodyHash !== idempotency?.bodyHash) throw keyReused();
  if (record) return { status: record.status, body: record.answer as RefundAnswer };
  const known = await findRefund(db, scope, body.external_id);
  if (known === null) return null;
  const { kind, value } = saleOf(body);
  const same =
    known.amount === body.amount &&
    known.currency === body.currency &&
    known.saleKind === kind &&
    known.saleValue === value;
  if (!same) throw idReused();
  return { status: 200, body: answerOf(known) };
}

async function refundRow(
  ctx: ServiceContext,
  scope: RefundScope,
  body: RefundBody,
  call: CallFacts,
  id: string,
): Promise<RefundRow> {
  const sale = saleOf(body);
  const conversion = await findRefundedSale(ctx.db, scope, sale);
  if (conversion !== null && conversion.currency !== body.currency) {
    throw currencyDiffers({ detail: `The sale is in ${conversion.currency}.` });
  }
  const occurredAt = body.occurred_at ?? null;
  const time = eventTime({ trust: "api", occurredAt, acceptedAt: call.acceptedAt });
  if (!time.ok) throw problem(time.code)();
  return {
    ...scope,
    id,
    externalId: body.external_id,
    saleKind: sale.kind,
    saleValue: sale.value,
    conversionId: conversion?.id ?? null,
    currency: body.currency,
    amount: body.amount,
    items: body.items,
    occurredAt: time.at,
    recordedAt: ctx.clock(),
    appliedAt: null,
    undoneAt: null,
  };
}

/** @throws StaleWriteError when the refund, or its sale, came in between */
async function keepRefund(
  { db }: ServiceContext,
  row: RefundRow,
  idempotency: IdempotencyRequest | null,
): Promise<RecordedRefund> {
  const answer = answerOf(row);
  const sale = { kind: row.saleKind, value: row.saleValue };
  const batch = new WriteBatch(db);
  batch.assertUnchanged(refundedSaleId(row, sale), row.conversionId);
  batch.insert(refunds, [row]);
  if (idempotency !== null) {
    const record = { ...idempotency, status: 201, answer, createdAt: row.recordedAt };
    batch.insert(idempotencyRecords, [record]);
  }
  await batch.commit();
  return { status: 201, body: answer };
}

function saleOf({ sale }: RefundBody): { kind: RefundRow["saleKind"]; value: string } {
  if ("external_id" in sale) return { kind: "external_id", value: sale.external_id };
  return sale.reference;
}

type RefundRow = typeof refunds.$inferSelect;

const answerOf = (row: RefundRow): RefundAnswer => ({
  refund: {
    id: row.id,
    external_id: row.externalId,
    amount: row.amount,
    currency: row.currency,
    conversion_id: row.conversionId,
    occurred_at: new Date(row.occurredAt).toISOString(),
  },
});
