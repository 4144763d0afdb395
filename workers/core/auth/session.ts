/** Whose request it is, by the session's cookie. */
import type { SessionAnswer } from "../../contract/auth.ts";
import { findSession, renewSession, type UserRow } from "../../db/queries/sessions.ts";
import { DAY_MS } from "../../domain/day.ts";
import type { ServiceContext } from "../services/context.ts";
import { SESSION_DAYS } from "./better-auth.ts";
import { rawCookie, renewedCookie, signedCookie } from "./cookies.ts";
import { authSecret, csrfToken } from "./keys.ts";

const SESSION_MS = SESSION_DAYS * DAY_MS;
/** How long password or code are good for sensitive actions. */
export const FRESH_MS = 15 * 60_000;

/** Somebody who is signed in. */
export type Session = {
  /** `ses_…` */
  readonly sessionId: string;
  /** `usr_…` */
  readonly userId: string;
  readonly user: UserRow;
  /**
   * The account has a second factor. Turning it on ends the other sessions, and from then on none opens
   * without it, so it says of the session too that it was opened with one.
   */
  readonly twoFactor: boolean;
  /** When password or code were last given, UTC ms. */
  readonly freshAt: number;
  /** UTC ms. */
  readonly expiresAt: number;
  /** Set-Cookie, once a day, since the session lives on; else `null`. */
  readonly renewal: string | null;
};

/**
 * The session of a Cookie header; `null` without one, or when it has ended, or its address is not verified.
 * A session lives 30 days from when it was last used, to the day.
 */
export async function resolveSession(
  ctx: ServiceContext,
  cookieHeader: string,
): Promise<Session | null> {
  const secret = await authSecret(ctx.env);
  const token = await signedCookie(ctx.env, secret, cookieHeader, "session_token");
  if (token === null) return null;
  const now = ctx.clock();
  const found = await findSession(ctx.db, token, now);
  if (found === null) return null;
  const { session, user } = found;
  const renew = session.expiresAt < now + SESSION_MS - DAY_MS;
  const expiresAt = renew ? now + SESSION_MS : session.expiresAt;
  if (renew) await renewSession(ctx.db, session.id, now, expiresAt);
  const raw = rawCookie(ctx.env, cookieHeader, "session_token");
  return {
    sessionId: session.id,
    userId: user.id,
    user,
    twoFactor: user.twoFactorEnabled,
    freshAt: session.freshAt,
    expiresAt,
    renewal:
      renew && raw !== null
        ? renewedCookie(ctx.env, "session_token", raw, SESSION_MS / 1_000)
        : null,
  };
}

export const isFresh = ({ freshAt }: Session, now: number): boolean => now < freshAt + FRESH_MS;

/** What a client is told of its session. */
export async function sessionAnswer(
  ctx: ServiceContext,
  { user, sessionId, expiresAt, freshAt }: Omit<Session, "renewal" | "userId" | "twoFactor">,
): Promise<SessionAnswer> {
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      locale: user.locale,
      two_factor: user.twoFactorEnabled,
    },
    session: {
      id: sessionId,
      expires_at: new Date(expiresAt).toISOString(),
      fresh_until: new Date(freshAt + FRESH_MS).toISOString(),
    },
    csrf_token: await csrfToken(ctx.env, sessionId),
  };
}
