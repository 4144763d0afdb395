/**
 * Touches: the click tokens that a browser keeps, first and last. A token is 48 bytes in base64url
 * (domain/click-token): version and key 1, flags 1, link 16, time 6 (UTC ms, big-endian), country 2,
 * nonce 8, signature 14. Nothing is verified here: the server believes only what it has signed.
 */

/** Bits of a token's flags byte that matter to a browser. */
export const FLAG_PREFETCH = 2;
export const FLAG_TEST = 8;

const DAY_MS = 864e5;

/** The token's bytes, one a character: 4 characters of base64url hold 3. */
const bytes = (token: string) => atob(token.replace(/-/g, "+").replace(/_/g, "/"));

export const isToken = (text: string | null): text is string => /^[\w-]{64}$/.test(`${text}`);

export const hasFlag = (token: string, flag: number) => (bytes(token).charCodeAt(1) & flag) > 0;

/** Time of the click, UTC ms. */
export const clickTime = (token: string) =>
  [...bytes(token).slice(18, 24)].reduce((ms, byte) => ms * 256 + byte.charCodeAt(0), 0);

/**
 * What is worth keeping of `tokens`: the first click within the window and the last one, as one string
 * of 128 characters; 64 when they are the same; "" for none. Older ones give way to the next.
 * The last is kept whatever its age, since a visitor's clock may be wrong and the server measures again.
 * A time more than a day ahead was not signed by us, or the clock is wrong: it counts as the oldest, so
 * that nobody can plant a click that stays the last for ever.
 */
export function keepTouches(tokens: string[], now: number, windowMs: number) {
  const at = (token: string) => {
    const ms = clickTime(token);
    return ms > now + DAY_MS ? 0 : ms;
  };
  const ordered = [...new Set(tokens)].sort((a, b) => at(a) - at(b));
  const last = ordered.pop() ?? "";
  return (ordered.find((token) => now - at(token) <= windowMs) ?? "") + last;
}
