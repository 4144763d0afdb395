/** Consumer of the `events` queue: what browsers reported, and servers' calls that had to wait. */
import type { BrowserEvent } from "../../contract/edge/browser-event.ts";
import { ProblemError } from "../../contract/problem.ts";
import { trackSchemas } from "../../contract/track.ts";
import type { TrackCall } from "../../contract/track-call.ts";
import { PermissionDenied } from "../../domain/permission.ts";
import { authenticateKeyHash } from "../services/api-keys/authenticate.ts";
import type { ServiceContext } from "../services/context.ts";
import { handleBrowserEvents } from "../services/conversions/handle-browser-events.ts";
import { handleCall } from "../services/conversions/handle-call.ts";
import type { Track } from "../services/conversions/track.ts";
import { keepDeadLetter } from "../services/dead-letters/keep.ts";
import { retryDelaySeconds } from "./retry-delay.ts";

export type EventMessage = BrowserEvent | TrackCall;

/** `refused`: it can never be recorded, so it is kept with the reason instead of coming again. */
type Result = { readonly kind: "recorded" } | { readonly kind: "refused"; readonly reason: string };
const RECORDED: Result = { kind: "recorded" };

/**
 * Records the batch. A message is acknowledged when it is recorded, or kept because it was refused for
 * good; it comes again when the database did not answer. Recording it twice changes nothing.
 */
export async function consumeEvents(
  batch: MessageBatch<unknown>,
  ctx: ServiceContext,
): Promise<void> {
  const browsers: Message<BrowserEvent>[] = [];
  for (const message of batch.messages) {
    if (isBrowserEvent(message)) browsers.push(message);
    else await settle(ctx, batch.queue, message, recordOther(ctx, message.body));
  }
  await recordBrowsers(ctx, batch.queue, browsers);
}

const isBrowserEvent = (message: Message<unknown>): message is Message<BrowserEvent> =>
  (message.body as Partial<EventMessage> | null)?.kind === "browser";

/** All in one list; when that fails, one by one, so that one message cannot hold up the others. */
async function recordBrowsers(
  ctx: ServiceContext,
  queue: string,
  messages: readonly Message<BrowserEvent>[],
): Promise<void> {
  const all = await handleBrowserEvents(
    ctx,
    messages.map(({ body }) => body),
  ).catch(() => null);
  for (const [index, message] of messages.entries()) {
    const one = all ?? handleBrowserEvents(ctx, [message.body]);
    await settle(ctx, queue, message, resultOf(one, all === null ? 0 : index));
  }
}

async function resultOf(
  outcomes:
    | Awaited<ReturnType<typeof handleBrowserEvents>>
    | ReturnType<typeof handleBrowserEvents>,
  index: number,
): Promise<Result> {
  const outcome = (await outcomes)[index];
  if (outcome?.kind === "refused") return { kind: "refused", reason: outcome.problem.code };
  if (outcome?.kind === "unknown_program") return { kind: "refused", reason: "program.not_found" };
  return RECORDED;
}

/** A server's call is recorded as the request would have been, had the database been there. */
async function recordOther(ctx: ServiceContext, body: unknown): Promise<Result> {
  const call = body as TrackCall | null;
  const schema = call?.kind === "api" ? trackSchemas[call.type] : undefined;
  const parsed = schema?.safeParse(call?.body);
  if (call === null || !parsed?.success) return { kind: "refused", reason: "event.malformed" };
  try {
    await recordCall(ctx, call, { type: call.type, body: parsed.data } as Track);
    return RECORDED;
  } catch (error) {
    if (error instanceof ProblemError) return { kind: "refused", reason: error.code };
    if (error instanceof PermissionDenied) return { kind: "refused", reason: error.message };
    throw error;
  }
}

async function recordCall(ctx: ServiceContext, call: TrackCall, track: Track): Promise<void> {
  const { acceptedAt, keySha256, idempotencyKey, bodyHash } = call;
  const { actor } = await authenticateKeyHash(ctx, keySha256, acceptedAt);
  const idempotency =
    idempotencyKey === null
      ? null
      : { callerId: actor.id, key: idempotencyKey, mode: actor.mode, bodyHash };
  const facts = { acceptedAt, keySha256, idempotencyKey, bulk: false };
  await handleCall({ ...ctx, actor }, actor, track, facts, idempotency);
}

async function settle(
  ctx: ServiceContext,
  queue: string,
  message: Message<unknown>,
  work: Promise<Result>,
): Promise<void> {
  try {
    const result = await work;
    if (result.kind === "refused") await keepDeadLetter(ctx, queue, message, result.reason);
    message.ack();
  } catch (error) {
    ctx.logger.warn("event.retried", { id: message.id, attempts: message.attempts, error });
    message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
  }
}
