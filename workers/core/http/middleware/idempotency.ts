/** `Idempotency-Key`: the first answer is given again to the same call, and another body is refused. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { modeOf } from "../../../domain/actor.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import type { IdempotencyRequest } from "../../services/context.ts";
import { findAnswer, type RecordedAnswer } from "../../services/idempotency/find-answer.ts";
import type { AppEnv } from "../app-env.ts";

/** 1 to 255 visible ASCII characters. */
const KEY = /^[\x21-\x7e]{1,255}$/;
const invalidKey = problem("idempotency.invalid_key");
const unavailable = problem("service.unavailable");
const RETRY_AFTER_S = 5;

const NO_CONTENT = 204;

function replay({ status, body }: RecordedAnswer): Response {
  const headers = { "idempotent-replayed": "true" };
  if (status === NO_CONTENT) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/json" },
  });
}

/**
 * SHA-256 of method, address and body. The address with its query: an import names its program there. Read
 * as bytes: a file does not survive being read as text.
 */
async function hashOfCall(c: Context<AppEnv>): Promise<string> {
  const { search } = new URL(c.req.url);
  const head = new TextEncoder().encode(`${c.req.method} ${c.req.path}${search}\n`);
  const body = new Uint8Array(await c.req.arrayBuffer());
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return sha256Hex(whole);
}

/** The earlier answer; `deferred` when D1 could not be asked, which only a deferrable route survives. */
async function findEarlier(
  c: Context<AppEnv>,
  request: IdempotencyRequest,
  deferrable: boolean,
): Promise<RecordedAnswer | "deferred" | null> {
  try {
    return await findAnswer(c.var.ctx, request);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (!deferrable) throw unavailable({ retryAfter: RETRY_AFTER_S, cause: error });
    c.var.logger.error("idempotency.database_failed", { error });
    return "deferred";
  }
}

/**
 * Reads the record of an earlier answer; the write verb commits the new one in its own batch
 * (`idempotencyRow`). Of two calls at once the second loses, by the record's primary key or by what it
 * wrote, and is then given the first one's answer; so is a call whose own write was ambiguous but came
 * through. Stands after the authentication.
 * @param options.deferrable as of `authenticateKey`
 * @throws 400, 422, and 503 when D1 does not answer
 */
export const idempotency = (options: { readonly deferrable?: boolean } = {}) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key !== undefined && !KEY.test(key)) throw invalidKey({ detail: "1-255 visible ASCII." });
    const bodyHash = await hashOfCall(c);
    if (c.var.call) c.set("call", { ...c.var.call, idempotencyKey: key ?? null, bodyHash });
    const { actor } = c.var.ctx;
    const isCaller = actor.kind === "api_key" || actor.kind === "user";
    if (key === undefined || !isCaller) return next();

    const request: IdempotencyRequest = { callerId: actor.id, key, mode: modeOf(actor), bodyHash };
    const earlier = await findEarlier(c, request, options.deferrable ?? false);
    if (earlier === "deferred") c.set("deferred", true);
    else if (earlier !== null) return replay(earlier);
    c.set("ctx", { ...c.var.ctx, idempotency: request });
    await next();
    if (c.error === undefined) return;
    const first = await findAnswer(c.var.ctx, request).catch(() => null);
    if (first) c.res = replay(first);
  });
