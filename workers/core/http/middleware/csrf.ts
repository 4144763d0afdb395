/**
 * Against requests that another site has a browser make (known mistake 3; OWASP CSRF Prevention Cheat
 * Sheet: verify the origin, and a token tied to the session). No answer carries CORS headers, so nothing
 * here is readable by another origin, with credentials or without.
 */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import { constantTimeEqual } from "../../../lib/crypto.ts";
import { csrfToken } from "../../auth/keys.ts";
import type { AppEnv } from "../app-env.ts";

const wrongOrigin = problem("auth.wrong_origin");
const invalidToken = problem("auth.invalid_csrf_token");

/** RFC 9110 §9.2.1: nothing is changed by them. */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether the page that asks is ours. Browsers send Origin with every request that changes something;
 * where a proxy takes it away, Sec-Fetch-Site says as much, and no script can write either.
 */
function comesFromUs(c: Context<AppEnv>): boolean {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin === c.var.ctx.env.BASE_URL;
  return c.req.header("sec-fetch-site") === "same-origin";
}

/** Whether a browser says that another site's page asks; a program that is no browser says nothing. */
function comesFromElsewhere(c: Context<AppEnv>): boolean {
  const site = c.req.header("sec-fetch-site");
  const silent = c.req.header("origin") === undefined && (site === undefined || site === "none");
  return !silent && !comesFromUs(c);
}

/**
 * Refuses a change that another site asks for. With a cookie the origin must be ours, said by the browser;
 * without one, saying nothing is enough (curl, a server), but saying another site never is, so that nobody
 * is signed in as somebody else by a page of a third.
 * @throws 403 `auth.wrong_origin`
 */
export const ownOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!SAFE_METHODS.has(c.req.method)) {
    const refused = c.req.header("cookie") === undefined ? comesFromElsewhere(c) : !comesFromUs(c);
    if (refused) throw wrongOrigin();
  }
  await next();
});

/**
 * A change in somebody's session: from our own origin, and with the session's token in `x-csrf-token`.
 * @throws 403 `auth.wrong_origin`, `auth.invalid_csrf_token`
 */
export async function assertNotForged(c: Context<AppEnv>, sessionId: string): Promise<void> {
  if (SAFE_METHODS.has(c.req.method)) return;
  if (!comesFromUs(c)) throw wrongOrigin();
  const expected = await csrfToken(c.var.ctx.env, sessionId);
  if (!constantTimeEqual(c.req.header("x-csrf-token") ?? "", expected)) throw invalidToken();
}
