/** Who is signed in, by the session's cookie. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import { clientOf } from "../../auth/client.ts";
import { isFresh, resolveSession } from "../../auth/session.ts";
import { loadUserActor } from "../../services/access/load-access.ts";
import type { AppEnv } from "../app-env.ts";
import { isAdminAddress } from "./admin-address.ts";
import { assertNotForged } from "./csrf.ts";
import { limitUser } from "./rate-limit.ts";

const signedOut = problem("auth.signed_out");
const notFresh = problem("auth.not_fresh");

/**
 * Makes the person of the cookie's session the actor; without a session nothing happens. A platform admin
 * is one only from the addresses of ADMIN_ADDRESSES, and everywhere else an ordinary person.
 * @throws 403 for a change that another site may have asked for (csrf.ts), 429
 */
export const bySession = createMiddleware<AppEnv>(async (c, next) => {
  const { ctx } = c.var;
  const { cookie, address } = clientOf(c.req.raw);
  const session = cookie === "" ? null : await resolveSession(ctx, cookie);
  if (session === null) return next();
  await assertNotForged(c, session.sessionId);
  await limitUser(c, session.userId);
  const actor = await loadUserActor(ctx, session);
  const platformAdmin = actor.platformAdmin && isAdminAddress(ctx.env, address);
  c.set("session", session);
  c.set("ctx", { ...ctx, actor: { ...actor, platformAdmin } });
  await next();
  if (session.renewal === null || setsSession(c, session.renewal)) return;
  c.header("set-cookie", session.renewal, { append: true });
});

/** Whether the answer itself sets the cookie that would be renewed: the session was replaced, or ended. */
function setsSession(c: Context<AppEnv>, renewal: string): boolean {
  const name = renewal.slice(0, renewal.indexOf("=") + 1);
  return c.res.headers.getSetCookie().some((cookie) => cookie.startsWith(name));
}

/** @throws 401 `auth.signed_out` unless somebody is signed in */
export const signedIn = createMiddleware<AppEnv>(async (c, next) => {
  if (c.var.session === null) throw signedOut();
  await next();
});

/**
 * For what must not be done by whoever finds a browser open: the person has given password or code within
 * 15 minutes. API keys and the operator have no sessions, and pass.
 * @throws 403 `auth.not_fresh`: `POST /api/auth/step-up`, then again
 */
export const requireFresh = createMiddleware<AppEnv>(async (c, next) => {
  const { session, ctx } = c.var;
  if (session !== null && !isFresh(session, ctx.clock())) throw notFresh();
  await next();
});
