/** A small API with the real middleware, for tests of it: one route that makes a link. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { newLinkSchema } from "../../contract/links.ts";
import type { AppEnv } from "../http/app-env.ts";
import { allowedHosts } from "../http/middleware/allowed-hosts.ts";
import { authenticateKey, presentKey } from "../http/middleware/api-key.ts";
import { bodySize, jsonOnly } from "../http/middleware/body.ts";
import { idempotency } from "../http/middleware/idempotency.ts";
import { rateLimitByKey, rateLimitHeaders } from "../http/middleware/rate-limit.ts";
import { openContext, requestId } from "../http/middleware/request.ts";
import { securityHeaders } from "../http/middleware/security-headers.ts";
import { validate } from "../http/middleware/validate.ts";
import { onError, onNotFound } from "../http/problem.ts";
import { createLink } from "../services/links/create.ts";

export const sampleApp = new Hono<AppEnv>();
sampleApp.onError(onError);
sampleApp.notFound(onNotFound);
sampleApp.use(requestId, securityHeaders, openContext, rateLimitHeaders, allowedHosts);
sampleApp.use(bodySize, jsonOnly);
sampleApp.use("/links", presentKey, rateLimitByKey, authenticateKey(), idempotency());
sampleApp.post("/links", validate("json", newLinkSchema), async (c) => {
  return c.json(await createLink(c.var.ctx, c.req.valid("json")), 201);
});
sampleApp.use("/deferrable", presentKey, authenticateKey({ deferrable: true }));
sampleApp.use("/deferrable", idempotency({ deferrable: true }));
sampleApp.post("/deferrable", (c) => c.json({ deferred: c.var.deferred, call: c.var.call }));
sampleApp.post("/bulk", async (c) => c.json({ length: (await c.req.text()).length }));
sampleApp.get("/broken", () => {
  throw new Error("the secret reason");
});

type Call = {
  readonly method?: string;
  readonly url?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly bindings?: Partial<Cloudflare.Env>;
};

/** Calls the sample API and waits for what goes on after the answer. `body` is sent as JSON, a text or a stream as it is. */
export async function callSample(path: string, call: Call = {}): Promise<Response> {
  const execution = createExecutionContext();
  const request = new Request(`${call.url ?? "http://localhost"}${path}`, {
    method: call.method ?? (call.body === undefined ? "GET" : "POST"),
    headers: {
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
      ...call.headers,
    },
    body:
      typeof call.body === "string" || call.body instanceof ReadableStream
        ? call.body
        : JSON.stringify(call.body),
  });
  const bindings = call.bindings ? { ...env, ...call.bindings } : env;
  const answer = await sampleApp.fetch(request, bindings, execution);
  await waitOnExecutionContext(execution);
  return answer;
}
