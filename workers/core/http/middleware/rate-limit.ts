import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import type { AppEnv } from "../app-env.ts";

const rateLimited = problem("request.rate_limited");
/** The period of API_RATE_LIMIT in wrangler.toml, seconds. */
const PERIOD_S = 10;

/**
 * Limits calls by `keyOf`: approximate and per location (design 6), so against abuse only. When the
 * limiter itself fails, the call goes on.
 * @throws 429 with Retry-After
 */
const limitBy = (keyOf: (c: { ip: string; keySha256: string | undefined }) => string) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = keyOf({
      ip: c.req.header("cf-connecting-ip") ?? "unknown",
      keySha256: c.var.call?.keySha256,
    });
    const { success } = await c.var.ctx.env.API_RATE_LIMIT.limit({ key }).catch((error) => {
      c.var.logger.warn("rate_limit.failed", { error });
      return { success: true };
    });
    if (!success) throw rateLimited({ retryAfter: PERIOD_S });
    await next();
  });

/** By API key; stands before the key is looked up, so that a flood does not reach D1. */
export const rateLimitByKey = limitBy(({ keySha256 }) => `key:${keySha256}`);
/** By the client's address, for what anybody may call. */
export const rateLimitByAddress = limitBy(({ ip }) => `address:${ip}`);
