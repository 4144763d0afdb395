/** Consumer of the `events` queue: what browsers reported, and servers' calls that had to wait. */
import type { BrowserEvent } from "../../contract/edge/browser-event.ts";
import { ProblemError } from "../../contract/problem.ts";
import { trackSchemas } from "../../contract/track.ts";
import type { TrackCall } from "../../contract/track-call.ts";
import { PermissionDenied, systemActor } from "../../domain/permission.ts";
import { authenticateKeyHash } from "../services/api-keys/authenticate.ts";
import type { ServiceContext } from "../services/context.ts";
import { handleBrowserEvents } from "../services/conversions/handle-browser-events.ts";
import { handleCall } from "../services/conversions/handle-call.ts";
import type { Track } from "../services/conversions/track.ts";

export type EventMessage = BrowserEvent | TrackCall;

const RETRY_S_FIRST = 5;
const RETRY_S_MAX = 3_600;

/** Seconds to wait after the `attempts`th delivery failed: doubling, up to an hour. */
export const retryDelay = (attempts: number): number =>
  Math.min(RETRY_S_FIRST * 2 ** Math.max(attempts - 1, 0), RETRY_S_MAX);

/**
 * Records the batch. A message is acknowledged when it is recorded or refused for good, and comes again
 * when the database did not answer; recording it twice changes nothing.
 */
export async function consumeEvents(
  batch: MessageBatch<EventMessage>,
  ctx: ServiceContext,
): Promise<void> {
  const asQueue = { ...ctx, actor: systemActor("queue:events"), idempotency: null };
  const browsers = batch.messages.filter(
    (message): message is Message<BrowserEvent> => message.body.kind === "browser",
  );
  await recordBrowsers(asQueue, browsers);
  for (const message of batch.messages) {
    if (message.body.kind === "api") await settle(asQueue, message, recordCall(ctx, message.body));
  }
}

/** All in one list; when that fails, one by one, so that one message cannot hold up the others. */
async function recordBrowsers(
  ctx: ServiceContext,
  messages: readonly Message<BrowserEvent>[],
): Promise<void> {
  if (messages.length === 0) return;
  try {
    const outcomes = await handleBrowserEvents(
      ctx,
      messages.map(({ body }) => body),
    );
    for (const [index, message] of messages.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind === "refused") refused(ctx, message, outcome.problem);
      message.ack();
    }
  } catch (error) {
    const [only, ...others] = messages;
    if (only === undefined || others.length === 0) {
      for (const message of messages) later(ctx, message, error);
      return;
    }
    for (const message of messages) await recordBrowsers(ctx, [message]);
  }
}

async function settle(
  ctx: ServiceContext,
  message: Message<EventMessage>,
  work: Promise<unknown>,
): Promise<void> {
  try {
    await work;
    message.ack();
  } catch (error) {
    if (!(error instanceof ProblemError || error instanceof PermissionDenied)) {
      return later(ctx, message, error);
    }
    refused(ctx, message, error);
    message.ack();
  }
}

/** As the request would have been answered, had the database been there. */
async function recordCall(ctx: ServiceContext, call: TrackCall): Promise<void> {
  const { actor } = await authenticateKeyHash(ctx, call.keySha256, call.acceptedAt);
  const body = trackSchemas[call.type].parse(call.body);
  const { acceptedAt, keySha256, idempotencyKey, bodyHash } = call;
  const idempotency =
    idempotencyKey === null
      ? null
      : { callerId: actor.id, key: idempotencyKey, mode: actor.mode, bodyHash };
  const facts = { acceptedAt, keySha256, idempotencyKey, bulk: false };
  const track = { type: call.type, body } as Track;
  await handleCall({ ...ctx, actor }, actor, track, facts, idempotency);
}

function refused(ctx: ServiceContext, { body }: Message<EventMessage>, error: Error): void {
  ctx.logger.warn("event.refused", { id: body.id, kind: body.kind, error });
}

function later(ctx: ServiceContext, message: Message<EventMessage>, error: unknown): void {
  ctx.logger.warn("event.retried", { id: message.body.id, attempts: message.attempts, error });
  message.retry({ delaySeconds: retryDelay(message.attempts) });
}
