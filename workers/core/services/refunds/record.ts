/** Keeps a refund as it was reported; one that comes before its sale waits for it (rules.md 4). */

import { problem } from "../../../contract/problem.ts";
import type { RefundBody } from "../../../contract/track.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findRefund, findRefundedSale } from "../../../db/queries/refunds.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { refunds } from "../../../db/schema/refunds.ts";
import { eventTime } from "../../../domain/event-time.ts";
import { type ApiKeyActor, assertAllowed } from "../../../domain/permission.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";
import { loadProgram } from "../conversions/load-world.ts";
import { type CallFacts, idOfCall, programOf } from "../conversions/track.ts";

const programNotFound = problem("program.not_found");
const currencyDiffers = problem("refund.currency_differs");
const idReused = problem("refund.id_reused");

export type RefundAnswer = {
  readonly refund: {
    readonly id: string;
    readonly external_id: string;
    readonly amount: number;
    readonly currency: string;
    /** The sale that it was found to belong to; `null` while it waits for it. */
    readonly conversion_id: string | null;
    readonly occurred_at: string;
  };
};

/**
 * Records a refund once by its external id. The same refund again is answered as the first time.
 * @throws ProblemError 404, 409 `refund.id_reused`, 422 `refund.currency_differs`
 */
export async function recordRefund(
  ctx: ServiceContext,
  actor: ApiKeyActor,
  body: RefundBody,
  call: CallFacts,
  idempotency: IdempotencyRequest | null,
): Promise<{ readonly status: number; readonly body: RefundAnswer }> {
  const programId = programOf(actor, body.program_id);
  const program = await loadProgram(ctx.db, programId);
  if (program === null) throw programNotFound();
  const { organizationId } = program;
  const { mode } = actor;
  assertAllowed(actor, "refund.record", { noun: "program", organizationId, programId, mode });
  const scope = { programId, mode, origin: body.origin };
  const known = await findRefund(ctx.db, scope, body.external_id);
  if (known !== null) {
    if (known.amount !== body.amount || known.currency !== body.currency) throw idReused();
    return { status: 200, body: answerOf(known) };
  }
  const sale = saleOf(body);
  const conversion = await findRefundedSale(ctx.db, scope, sale);
  if (conversion !== null && conversion.currency !== body.currency) {
    throw currencyDiffers({ detail: `The sale is in ${conversion.currency}.` });
  }
  const occurredAt = body.occurred_at ?? null;
  const time = eventTime({ trust: "api", occurredAt, acceptedAt: call.acceptedAt });
  if (!time.ok) throw problem(time.code)();
  const row = {
    ...scope,
    id: await idOfCall({ type: "refund", body }, call),
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
  };
  const answer = answerOf(row);
  const batch = new WriteBatch(ctx.db);
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
