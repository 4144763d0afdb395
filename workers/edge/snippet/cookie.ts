/** The first-party cookie `_td`: first and last touch in one value, of one or two tokens. */
import { quietly } from "./quietly.ts";

/** Domains that a cookie of this host may be set for, widest first; "" is the host alone. */
export function cookieDomains(host: string) {
  const labels = host.split(".");
  return [...labels.map((_, i) => labels.slice(-1 - i).join(".")), ""];
}

/** Tokens in a page's cookies: a merchant's server may have set a second `_td` on the host alone. */
export const tokensIn = (cookies: string): string[] | null =>
  cookies
    .split("; ")
    .filter((cookie) => cookie.startsWith("_td="))
    .join()
    .match(/[\w-]{64}/g);

/** What is kept; nothing where cookies are blocked (a sandboxed frame refuses even to be asked). */
export const storedTokens = () => quietly(() => tokensIn(document.cookie)) ?? [];

/**
 * Sets the cookie for the widest domain that the browser accepts (it knows which are public suffixes),
 * or deletes it everywhere when `value` is empty. A value that is there is not written again: one that
 * the merchant's server set lives longer in Safari than a script's. Where cookies are blocked, the
 * touches live in memory for this page view.
 */
export function writeCookie(value: string, maxAgeMs: number, jar: { cookie: string } = document) {
  const secure = location.protocol === "https:" ? ";secure" : "";
  quietly(() => {
    for (const domain of cookieDomains(location.hostname)) {
      if (value && jar.cookie.includes(value)) return;
      const scope = domain && `;domain=${domain}`;
      jar.cookie = `_td=${value};path=/;max-age=${maxAgeMs / 1000};samesite=lax${secure}${scope}`;
    }
  });
}
