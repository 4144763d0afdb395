/** The cookies of signing in: `__Host-` on https, so that no subdomain and no plain page can set them. */
import { parse, parseSigned, serialize } from "hono/utils/cookie";
import type { CoreEnv } from "../env.ts";

export type CookieKind = "session_token" | "two_factor";

/** What decides the cookies' names. */
type Origin = Pick<CoreEnv, "BASE_URL">;

const isSecure = (env: Origin): boolean => env.BASE_URL.startsWith("https:");
const prefixOf = (env: Origin): string => (isSecure(env) ? "__Host-trackdesk" : "trackdesk");
export const cookieName = (env: Origin, kind: CookieKind): string => `${prefixOf(env)}.${kind}`;

const attributesOf = (env: CoreEnv) =>
  ({ secure: isSecure(env), httpOnly: true, sameSite: "Lax", path: "/" }) as const;

/**
 * For better-auth. Its own `useSecureCookies` would put `__Secure-` in front, which is weaker.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis §4.1.3.2
 */
export const cookieSettings = (env: CoreEnv) => ({
  useSecureCookies: false,
  cookiePrefix: prefixOf(env),
  defaultCookieAttributes: {
    secure: isSecure(env),
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
  },
});

/** The value of one cookie as it was sent, for handing on; `null` without it. */
export function rawCookie(env: CoreEnv, header: string, kind: CookieKind): string | null {
  const name = cookieName(env, kind);
  return parse(header, name)[name] ?? null;
}

/** The value that we signed; `null` without the cookie, or when somebody else wrote it. */
export async function signedCookie(
  env: CoreEnv,
  secret: string,
  header: string,
  kind: CookieKind,
): Promise<string | null> {
  const name = cookieName(env, kind);
  return (await parseSigned(header, secret, name))[name] || null;
}

/** A Cookie header that carries this one cookie alone; empty when it was not sent. */
export function onlyCookie(env: CoreEnv, header: string, kind: CookieKind): string {
  const value = rawCookie(env, header, kind);
  return value === null ? "" : `${cookieName(env, kind)}=${encodeURIComponent(value)}`;
}

/** Set-Cookie for the value that was sent, to live `maxAge` seconds more. */
export const renewedCookie = (
  env: CoreEnv,
  kind: CookieKind,
  value: string,
  maxAge: number,
): string => serialize(cookieName(env, kind), value, { ...attributesOf(env), maxAge });

/** Set-Cookie that takes the cookie away. */
export const endedCookie = (env: CoreEnv, kind: CookieKind): string =>
  renewedCookie(env, kind, "", 0);
