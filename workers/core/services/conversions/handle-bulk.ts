/** A bulk upload: each line is checked, recorded and answered by itself. */
import { type ProblemDocument, ProblemError } from "../../../contract/problem.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";
import { recordRefund } from "../refunds/record.ts";
import { problemOfRefusal } from "../refused.ts";
import { answerOf } from "./answer.ts";
import { recordReports } from "./record.ts";
import type { Submission } from "./submission.ts";
import { type CallFacts, submissionOf, type Track } from "./track.ts";

/** A line that was checked, or what is wrong with it. */
export type BulkLine = Track | ProblemError;
export type BulkResult = { readonly status: number } & (
  | { readonly answer: unknown }
  | { readonly problem: ProblemDocument }
);

/**
 * Records the lines in their order; refunds after the conversions that they may belong to. A line that is
 * refused does not stop the others. Repeated under the same Idempotency-Key, also after half of it was
 * done, each line is answered as the first time.
 * @throws D1's error when it does not answer
 */
export async function handleBulk(
  ctx: ServiceContext,
  actor: ApiKeyActor,
  lines: readonly BulkLine[],
  call: Omit<CallFacts, "bulk">,
  idempotency: IdempotencyRequest | null,
): Promise<BulkResult[]> {
  const results: BulkResult[] = new Array(lines.length);
  const refuse = (index: number, error: unknown) => {
    results[index] = refusal(ctx, error);
  };
  const submissions = new Map<Submission, number>();
  const refunds: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line instanceof ProblemError) refuse(index, line);
    else if (line.type === "refund") refunds.push(index);
    else {
      const facts = lineCall(call, index);
      const own = await lineIdempotency(idempotency, index, line);
      await submissionOf(ctx, actor, line, facts, own)
        .then((submission) => submissions.set(submission, index))
        .catch((error: unknown) => refuse(index, error));
    }
  }
  const outcomes = await recordReports({ ...ctx, actor }, [...submissions.keys()]);
  for (const [position, index] of [...submissions.values()].entries()) {
    const outcome = outcomes[position];
    if (outcome === undefined) continue;
    const { status, body } = answerOf(outcome, ctx.requestId);
    results[index] =
      status < 400 ? { status, answer: body } : { status, problem: body as ProblemDocument };
  }
  for (const index of refunds) {
    const line = lines[index];
    if (line === undefined || line instanceof ProblemError || line.type !== "refund") continue;
    const own = await lineIdempotency(idempotency, index, line);
    await recordRefund(ctx, actor, line.body, lineCall(call, index), own)
      .then(({ status, body }) => {
        results[index] = { status, answer: body };
      })
      .catch((error: unknown) => refuse(index, error));
  }
  return results;
}

const lineKey = (key: string, index: number) => `${key}#${index}`;

const lineCall = (call: Omit<CallFacts, "bulk">, index: number): CallFacts => ({
  ...call,
  bulk: true,
  idempotencyKey: call.idempotencyKey === null ? null : lineKey(call.idempotencyKey, index),
});

async function lineIdempotency(
  whole: IdempotencyRequest | null,
  index: number,
  line: Track,
): Promise<IdempotencyRequest | null> {
  if (whole === null) return null;
  const bodyHash = await sha256Hex(JSON.stringify(line));
  return { ...whole, key: lineKey(whole.key, index), bodyHash };
}

function refusal({ requestId }: ServiceContext, error: unknown): BulkResult {
  const problem = error instanceof PermissionDenied ? problemOfRefusal(error) : error;
  if (!(problem instanceof ProblemError)) throw error;
  return { status: problem.status, problem: problem.toDocument(requestId) };
}
