/** What a caller is told about a report: the same whichever road it came by. */

import { ProblemError } from "../../../contract/problem.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { explainInWords } from "../../../domain/explain-in-words.ts";
import { traceInWords } from "../../../domain/trace-words.ts";
import type { Outcome, RecordedOutcome } from "./outcome.ts";

const MERCHANT = { role: "merchant" } as const;

/** Status and body of the answer; problems are thrown by `problemOf` where a request waits for them. */
export function answerOf(
  outcome: Outcome,
  requestId: string,
): { readonly status: number; readonly body: unknown } {
  switch (outcome.kind) {
    case "recorded":
      return { status: outcome.result === "created" ? 201 : 200, body: trackAnswer(outcome) };
    case "replayed":
      return { status: outcome.status, body: outcome.answer };
    case "conflict":
    case "key_reused":
    case "unknown_program": {
      const problem = problemOf(outcome);
      return { status: problem.status, body: problem.toDocument(requestId) };
    }
  }
}

/** The problem that an outcome is, where it is one. */
export function problemOf(
  outcome: Exclude<Outcome, { kind: "recorded" | "replayed" }>,
): ProblemError {
  switch (outcome.kind) {
    case "conflict":
      return new ProblemError("conversion.matches_several", {
        detail: `It shares references with ${outcome.conversionIds.join(" and ")}.`,
      });
    case "key_reused":
      return new ProblemError("idempotency.key_reused");
    case "unknown_program":
      return new ProblemError("program.not_found");
  }
}

function trackAnswer(outcome: RecordedOutcome): TrackAnswer {
  const { conversion, commissions, trace, reasons, result } = outcome;
  return {
    result,
    conversion: {
      id: conversion.id,
      program_id: conversion.programId,
      mode: conversion.mode,
      type: conversion.type,
      event_name: conversion.eventName === "" ? null : conversion.eventName,
      origin: conversion.origin,
      external_id: conversion.externalId,
      trust: conversion.trust,
      customer_id: conversion.customerId,
      affiliate_id: conversion.affiliateId,
      via: conversion.via,
      link_id: conversion.linkId,
      coupon_id: conversion.couponId,
      occurred_at: new Date(conversion.occurredAt).toISOString(),
      currency: conversion.currency,
      gross: conversion.currency === null ? null : conversion.gross,
      base: conversion.currency === null ? null : conversion.base,
      needs_confirmation: conversion.needsConfirmation,
    },
    commissions: commissions.map((commission) => ({
      id: commission.id,
      affiliate_id: commission.affiliateId,
      level: commission.level,
      kind: commission.kind,
      item: commission.itemKey === "whole" ? null : commission.itemKey,
      amount: commission.amount,
      currency: commission.currency,
      state: commission.state,
      held_reasons: commission.heldReasons,
      matures_at: new Date(commission.maturesAt).toISOString(),
      explanation: explainInWords(commission.explanation, "en"),
    })),
    no_commission: commissions.length > 0 ? null : noCommission(outcome),
    attribution: trace === null ? [] : traceInWords(trace, MERCHANT),
    notes: explainInWords(reasons, "en"),
  };
}

/** Why there is none: the code of what stood in the way first, and the same in words. */
function noCommission({ conversion, reasons, trace }: RecordedOutcome) {
  const [reason] = reasons;
  if (conversion.affiliateId === null) {
    const code = trace?.decision.refusal ?? "nobody_credited";
    return { code, message: (trace && traceInWords(trace, MERCHANT)[0]) ?? code };
  }
  if (reason === undefined) return { code: "none", message: "Nothing was earned." };
  return { code: reason.code, message: explainInWords([reason], "en").join(" ") };
}
