import { strip } from "./address.ts";
import { program, tokenParam, windowMs } from "./config.ts";
import { granted } from "./consent.ts";
import { storedTokens, writeCookie } from "./cookie.ts";
import { deliver } from "./deliver.ts";
import { setRegistering } from "./held.ts";
import { TEXT_MAX, VIA_WAIT_MS } from "./limits.ts";
import { FLAG_PREFETCH, hasFlag, isToken, keepTouches } from "./touches.ts";

/** Tokens that arrived during this page view: all there is without consent, or with cookies blocked. */
const arrived: string[] = [];
/** A prefetched page's token, until the page has been seen. */
let unseen = "";
let askedCode = "";

export const touches = () => keepTouches([...storedTokens(), ...arrived], Date.now(), windowMs);

/**
 * Reads the address: a click token, or `?via=code`, which the tracking host turns into a token.
 * A token leaves the address bar at once, also before consent: a shared address must not carry
 * somebody's click, and a token in memory is not stored. A code stays until it has become a click.
 */
export function land() {
  const query = new URL(location.href).searchParams;
  const token = query.get(tokenParam);
  const code = query.get("via");
  if (isToken(token)) arrive(token);
  else if (code && code !== askedCode && granted()) register(code);
}

function arrive(token: string) {
  if (!arrived.includes(token)) {
    arrived.push(token);
    if (hasFlag(token, FLAG_PREFETCH)) unseen = token;
  }
  remember();
  strip([tokenParam, "via"]);
}

/** Stores what arrived, as far as consent goes. What is stored already is not prolonged. */
export function remember() {
  if (granted()) writeCookie(touches(), windowMs);
  reportSeen();
}

/** A prefetched page becomes a click when somebody sees it. */
export function reportSeen() {
  if (!unseen || document.hidden || !granted()) return;
  deliver("/t/click", { program, token: unseen }, () => {});
  unseen = "";
}

function register(code: string) {
  askedCode = code;
  setRegistering(true);
  const done = () => setRegistering(false);
  setTimeout(done, VIA_WAIT_MS);
  const referrer = document.referrer.slice(0, TEXT_MAX);
  const query = location.search.slice(0, TEXT_MAX);
  // A refusal has no token: the visit has no affiliate, and the code stays for whoever else reads it.
  const take = ({ token = "" }) => isToken(token) && arrive(token);
  deliver("/t/click", { program, code, referrer, query }, (answer) => {
    answer.json().then(take).then(done, done);
  });
}
