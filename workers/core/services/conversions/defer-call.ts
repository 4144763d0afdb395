/** Puts a server's call on the queue, when the database does not answer. */
import { problem } from "../../../contract/problem.ts";
import type { AcceptedAnswer } from "../../../contract/track-answer.ts";
import type { TrackCall } from "../../../contract/track-call.ts";
import type { ServiceContext } from "../context.ts";

const unavailable = problem("service.unavailable");
const RETRY_AFTER_S = 5;

/**
 * Resolves once the call is stored: nothing has been authenticated yet, that is left to the consumer.
 * @throws ProblemError `service.unavailable` when the queue does not take it either
 */
export async function deferCall(ctx: ServiceContext, call: TrackCall): Promise<AcceptedAnswer> {
  try {
    await ctx.env.EVENTS_QUEUE.send(call);
  } catch (cause) {
    throw unavailable({ retryAfter: RETRY_AFTER_S, cause });
  }
  const { id } = call;
  return call.type === "refund"
    ? { result: "accepted", refund: { id } }
    : { result: "accepted", conversion: { id } };
}
