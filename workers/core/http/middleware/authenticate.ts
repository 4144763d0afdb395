/** Who calls the API: a program by its key, a person by the session cookie, or nobody. */
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";
import { authenticateKey, presentKey } from "./api-key.ts";
import { rateLimitByAddress, rateLimitByKey } from "./rate-limit.ts";
import { bySession } from "./session.ts";

const byKey = every(presentKey, rateLimitByKey, authenticateKey());
const byCookie = every(rateLimitByAddress, bySession);

/**
 * Names the actor, or leaves it anonymous: what asks for permission then answers 401 by itself. A header
 * goes before a cookie: whoever sends one means it.
 */
export const authenticate = createMiddleware<AppEnv>((c, next) =>
  c.req.header("authorization") === undefined ? byCookie(c, next) : byKey(c, next),
);
