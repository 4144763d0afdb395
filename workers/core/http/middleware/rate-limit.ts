import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import type { AppEnv } from "../app-env.ts";

const rateLimited = problem("request.rate_limited");
/** The period of API_RATE_LIMIT in wrangler.toml, seconds. */
const PERIOD_S = 10;

/**
 * Counts a call of `key`: approximate and per location (design 6), so against abuse only. When the
 * limiter itself fails, the call goes on.
 * @throws 429 with Retry-After
 */
async function limit(c: Context<AppEnv>, key: string): Promise<void> {
  const { success } = await c.var.ctx.env.API_RATE_LIMIT.limit({ key }).catch((error) => {
    c.var.logger.warn("rate_limit.failed", { error });
    return { success: true };
  });
  if (!success) throw rateLimited({ retryAfter: PERIOD_S });
}

const limitBy = (keyOf: (c: { ip: string; keySha256: string | undefined }) => string) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const ip = c.req.header("cf-connecting-ip") ?? "unknown";
    await limit(c, keyOf({ ip, keySha256: c.var.call?.keySha256 }));
    await next();
  });

/** By API key; stands before the key is looked up, so that a flood does not reach D1. */
export const rateLimitByKey = limitBy(({ keySha256 }) => `key:${keySha256}`);
/** By the client's address, for what anybody may call. */
export const rateLimitByAddress = limitBy(({ ip }) => `address:${ip}`);
/** By person, in whatever browsers. @throws 429 */
export const limitUser = (c: Context<AppEnv>, userId: string): Promise<void> =>
  limit(c, `user:${userId}`);
