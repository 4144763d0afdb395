/** Authentication by API key: `Authorization: Bearer td_live_…`. */
import { createMiddleware } from "hono/factory";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { authenticateKeyHash } from "../../services/api-keys/authenticate.ts";
import { noteUse } from "../../services/api-keys/note-use.ts";
import type { AppEnv } from "../app-env.ts";

const BEARER = /^Bearer +(.+)$/i;
/** The form of a key (services/api-keys/create.ts): anything else is refused unasked. */
const KEY = /^td_(?:live|test)_[A-Za-z0-9_-]{16,128}$/;

const missingKey = problem("auth.missing_key");
const invalidKey = problem("auth.invalid_key");
const unavailable = problem("service.unavailable");
const RETRY_AFTER_S = 5;

/** Takes the key from the header, and keeps no more of it than its hash. @throws 401 */
export const presentKey = createMiddleware<AppEnv>(async (c, next) => {
  const key = BEARER.exec(c.req.header("authorization") ?? "")?.[1]?.trim();
  if (key === undefined) throw missingKey();
  if (!KEY.test(key)) throw invalidKey();
  c.set("call", {
    keySha256: await sha256Hex(key),
    acceptedAt: c.var.ctx.clock(),
    idempotencyKey: null,
    bodyHash: "",
  });
  await next();
});

/**
 * Makes the key's owner the actor. Keys are not cached: a revoked one is refused at once.
 * @param options.deferrable the route can put a call on a queue: when D1 does not answer the request
 *   goes on with `c.var.deferred`, instead of 503.
 * @throws 401 unknown or revoked
 */
export const authenticateKey = (options: { readonly deferrable?: boolean } = {}) =>
  createMiddleware<AppEnv>(async (c, next) => {
    try {
      const key = await authenticateKeyHash(c.var.ctx, c.var.call.keySha256, c.var.call.acceptedAt);
      c.set("ctx", { ...c.var.ctx, actor: key.actor });
      noteUse(c.var.ctx, key);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      c.var.logger.error("auth.database_failed", { error });
      if (!options.deferrable) throw unavailable({ retryAfter: RETRY_AFTER_S, cause: error });
      c.set("deferred", true);
    }
    await next();
  });
