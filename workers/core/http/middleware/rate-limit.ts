import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import { API_RATE_LIMIT, type LimitedBy, rateLimitPolicy } from "../../../contract/rate-limit.ts";
import type { AppEnv } from "../app-env.ts";

const rateLimited = problem("request.rate_limited");
const SWITCHING_PROTOCOLS = 101;

/**
 * Says in `RateLimit-Policy` by which limits a call was counted, on good answers and on refusals. Stands
 * around the limits: a header that is set before a handler answers is lost with some answers.
 */
export const rateLimitHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (c.res.status === SWITCHING_PROTOCOLS || c.var.limitedBy.length === 0) return;
  c.header("ratelimit-policy", rateLimitPolicy(c.var.limitedBy));
});

/**
 * Counts a call of `key`: approximate and per location (design 6), so against abuse only. When the
 * limiter itself fails, the call goes on.
 * @throws 429 with Retry-After
 */
async function limit(c: Context<AppEnv>, by: LimitedBy, id: string): Promise<void> {
  c.set("limitedBy", [...c.var.limitedBy, by]);
  const key = `${by}:${id}`;
  const { success } = await c.var.ctx.env.API_RATE_LIMIT.limit({ key }).catch((error) => {
    c.var.logger.warn("rate_limit.failed", { error });
    return { success: true };
  });
  if (!success) throw rateLimited({ retryAfter: API_RATE_LIMIT.seconds });
}

/** By API key; stands before the key is looked up, so that a flood does not reach D1. */
export const rateLimitByKey = createMiddleware<AppEnv>(async (c, next) => {
  await limit(c, "key", c.var.call.keySha256);
  await next();
});

/** By the client's address, for what anybody may call. */
export const rateLimitByAddress = createMiddleware<AppEnv>(async (c, next) => {
  await limit(c, "address", c.req.header("cf-connecting-ip") ?? "unknown");
  await next();
});

/** By person, in whatever browsers. @throws 429 */
export const limitUser = (c: Context<AppEnv>, userId: string): Promise<void> =>
  limit(c, "user", userId);
