/** Calls the management API in tests as whatever actor: the real app, but for the authentication. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import type * as z from "zod";
import { type Actor, ANONYMOUS } from "../../domain/actor.ts";
import type { AppEnv } from "../http/app-env.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { ENDPOINTS } from "../http/endpoints/index.ts";
import { idempotency } from "../http/middleware/idempotency.ts";
import { openContext, requestId } from "../http/middleware/request.ts";
import { securityHeaders } from "../http/middleware/security-headers.ts";
import { mount } from "../http/mount.ts";
import { onError, onNotFound } from "../http/problem.ts";

export type ApiTestCall = {
  readonly actor?: Actor;
  /** GET without a body, else POST. */
  readonly method?: string;
  /** Sent as JSON; a text or bytes as they are, with `content-type` from `headers`. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** UTC ms; the present when absent. */
  readonly now?: number;
  readonly bindings?: Partial<Cloudflare.Env>;
};

/** Whatever was answered, for a test to look into. */
export type Json = ReturnType<typeof JSON.parse>;

export type ApiTestAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
};

let app: Hono<AppEnv> | null = null;
let calling: { actor: Actor; now: number | undefined } = { actor: ANONYMOUS, now: undefined };

function testApp(): Hono<AppEnv> {
  if (app !== null) return app;
  app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(requestId, securityHeaders, openContext);
  app.use(async (c, next) => {
    const { actor, now } = calling;
    c.set("ctx", { ...c.var.ctx, actor, ...(now === undefined ? {} : { clock: () => now }) });
    await next();
  });
  mount(app, ENDPOINTS, [idempotency()]);
  return app;
}

/**
 * One call below `/api/v1`, with what goes on after the answer. Calls follow each other; a good answer of
 * JSON is checked against what its endpoint documents.
 */
export async function callApi(path: string, call: ApiTestCall = {}): Promise<ApiTestAnswer> {
  const isText = typeof call.body === "string" || call.body instanceof Uint8Array;
  const method = call.method ?? (call.body === undefined ? "GET" : "POST");
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      ...(call.body === undefined || isText ? {} : { "content-type": "application/json" }),
      ...call.headers,
    },
    body: isText ? (call.body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(call.body),
  });
  const execution = createExecutionContext();
  calling = { actor: call.actor ?? ANONYMOUS, now: call.now };
  const answer = await testApp().fetch(request, { ...env, ...call.bindings }, execution);
  const text = await answer.text();
  await waitOnExecutionContext(execution);
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  const body = isJson ? JSON.parse(text) : null;
  if (answer.ok && isJson) checkAnswer(method, path, body);
  return { status: answer.status, headers: answer.headers, body, text };
}

/** The endpoint behind an address; a fixed word goes before a parameter. */
export function endpointAt(method: string, path: string): Endpoint | undefined {
  const parts = (path.split("?")[0] ?? "").split("/");
  const fits = ENDPOINTS.filter((one) => {
    const own = one.path.split("/");
    return (
      one.method === method.toLowerCase() &&
      own.length === parts.length &&
      own.every((part, index) => part.startsWith(":") || part === parts[index])
    );
  });
  const parameters = (one: Endpoint) => one.path.split(":").length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}

function checkAnswer(method: string, path: string, body: unknown): void {
  const schema = endpointAt(method, path)?.answer;
  if (schema === undefined || schema === "file") return;
  const result = (schema as z.ZodType).safeParse(body);
  if (!result.success) {
    throw new Error(`${method} ${path} answers what it does not document: ${result.error.message}`);
  }
}
