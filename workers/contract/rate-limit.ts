/** How many calls the API takes, and the header that says so. */

/** API_RATE_LIMIT in wrangler.toml, whose binding does not tell its numbers; a test compares the two. */
export const API_RATE_LIMIT = { calls: 1_000, seconds: 10 } as const;

/** Of whom calls are counted, each by itself: of an API key, a client's address, a person. */
export type LimitedBy = "key" | "address" | "user";

/**
 * The value of `RateLimit-Policy`: `"address";q=1000;w=10, "user";q=1000;w=10`. There is no `RateLimit`
 * beside it: the limiter does not tell what is left.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/
 */
export const rateLimitPolicy = (counted: readonly LimitedBy[]): string =>
  [...new Set(counted)]
    .map((by) => `"${by}";q=${API_RATE_LIMIT.calls};w=${API_RATE_LIMIT.seconds}`)
    .join(", ");
