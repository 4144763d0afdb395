/** One server's call, recorded now: by the request that brought it, or by the queue that kept it. */
import { problem } from "../../../contract/problem.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";
import { recordRefund } from "../refunds/record.ts";
import { answerOf, problemOf } from "./answer.ts";
import { recordReports } from "./record.ts";
import { type CallFacts, submissionOf, type Track } from "./track.ts";

/**
 * Records a lead, sale, event or refund.
 * @throws ProblemError for what is refused, PermissionDenied; D1's error when it does not answer
 */
export async function handleCall(
  ctx: ServiceContext,
  actor: ApiKeyActor,
  track: Track,
  call: CallFacts,
  idempotency: IdempotencyRequest | null,
): Promise<{ readonly status: number; readonly body: unknown }> {
  if (track.type === "refund") return recordRefund(ctx, actor, track.body, call, idempotency);
  const submission = await submissionOf(ctx, actor, track, call, idempotency);
  const [outcome] = await recordReports({ ...ctx, actor }, [submission]);
  if (outcome === undefined) throw problem("internal")();
  if (outcome.kind !== "recorded" && outcome.kind !== "replayed") throw problemOf(outcome);
  return answerOf(outcome, ctx.requestId);
}
