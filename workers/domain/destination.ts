/**
 * Where a link leads: which URL, that it cannot leave the program's allow-list, and what its query
 * becomes. A plain link costs one string concatenation a click: everything that needs a parsed URL is
 * done once, by `prepareDestination`.
 */
import { parseQuery, type QueryPair } from "./query.ts";

/** Sends visitors elsewhere by country (ISO 3166-1 alpha-2), device or system; an absent list matches all. */
export type TargetRule = {
  countries?: string[];
  /** `desktop`, `mobile`, `tablet`, `other`. */
  devices?: string[];
  /** `iOS`, `Android`, `Windows`, `macOS`, `Linux`, `ChromeOS`, `other`. */
  os?: string[];
  destination: string;
};

/** One arm of a split; weights are shares of their sum. */
export type WeightedDestination = { destination: string; weight: number };

/** What a rule is compared with. */
export type TargetFacts = {
  readonly country: string | undefined;
  readonly device: string;
  readonly os: string;
};

/** A destination that was found allowed, cut so that a query can be put in. */
export type PreparedDestination = {
  /** Up to the `?`, as a URL parser wrote it. */
  readonly base: string;
  /** Own parameters, then those of the UTM template that it does not set itself. */
  readonly pairs: readonly QueryPair[];
  /** The pairs joined; empty for none. */
  readonly query: string;
  /** `#…`, or empty. */
  readonly hash: string;
};

/** Parameters that are for us and do not travel on. */
const CONTROL_PARAMS: ReadonlySet<string> = new Set([
  "to",
  "sub1",
  "sub2",
  "sub3",
  "sub4",
  "sub5",
  "td_test",
]);

/** Longest URL that a visitor may name in `?to=`. */
const DEEP_LINK_LENGTH_MAX = 2_048;

/**
 * Backslashes, white space and control characters: URL parsers of browsers repair or drop them, other
 * readers do not, and a filter that reads a URL otherwise than the browser is how redirects escape.
 */
const SUSPICIOUS = /[\\\s\p{Cc}]/u;

function hostMatches(url: URL, allowed: string): boolean {
  if (!allowed.startsWith("*.")) return url.host === allowed;
  return url.port === "" && url.hostname.endsWith(allowed.slice(1));
}

function parseAllowed(text: string, allowedHosts: readonly string[]): URL | null {
  if (SUSPICIOUS.test(text) || !/^https?:\/\/[^/]/i.test(text)) return null;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/?#]*@/.test(text)) return null;
  return allowedHosts.some((allowed) => hostMatches(url, allowed)) ? url : null;
}

/**
 * Whether a link may lead to `url`: absolute, http or https, no user in front of the host, and a host on
 * the list. `shop.example` on the list means that host on its default port, `shop.example:8443` that
 * port, `*.shop.example` every subdomain on the default port but not `shop.example` itself. List hosts
 * in lower case, international names as `xn--…`, as URL parsers write them.
 */
export function isAllowed(url: string, allowedHosts: readonly string[]): boolean {
  return parseAllowed(url, allowedHosts) !== null;
}

/** The destination of the first rule that matches; `null` when none does. */
export function chooseTarget(targets: readonly TargetRule[], facts: TargetFacts): string | null {
  const listed = (list: string[] | undefined, value: string) =>
    list === undefined ||
    list.length === 0 ||
    list.some((entry) => entry.toLowerCase() === value.toLowerCase());
  for (const rule of targets) {
    if (!listed(rule.countries, facts.country ?? "")) continue;
    if (!listed(rule.devices, facts.device) || !listed(rule.os, facts.os)) continue;
    return rule.destination;
  }
  return null;
}

function prepareUrl(
  url: URL,
  utm: Readonly<Record<string, string>>,
  tokenParam: string,
): PreparedDestination {
  const pairs = parseQuery(url.search.slice(1)).filter((pair) => pair.name !== tokenParam);
  const own = new Set(pairs.map((pair) => pair.name));
  for (const [name, value] of Object.entries(utm)) {
    if (own.has(name) || name === tokenParam || value === "") continue;
    pairs.push({ name, raw: `${encodeURIComponent(name)}=${encodeURIComponent(value)}` });
  }
  return {
    base: url.origin + url.pathname,
    pairs,
    query: pairs.map((pair) => pair.raw).join("&"),
    hash: url.hash,
  };
}

/**
 * Checks a destination against the allow-list and cuts it up; `null` when it is not allowed. What the
 * destination says itself stands before the UTM template, which fills in only what is missing.
 */
export function prepareDestination(
  destination: string,
  allowedHosts: readonly string[],
  utm: Readonly<Record<string, string>>,
  tokenParam: string,
): PreparedDestination | null {
  const url = parseAllowed(destination, allowedHosts);
  return url && prepareUrl(url, utm, tokenParam);
}

/**
 * A visitor's `?to=`: an absolute URL within the allow-list, or a path on the origin of `from`.
 * `null` when it is neither; the link then leads where it always does.
 */
export function prepareDeepLink(
  to: string,
  from: PreparedDestination,
  allowedHosts: readonly string[],
  utm: Readonly<Record<string, string>>,
  tokenParam: string,
): PreparedDestination | null {
  if (to.length > DEEP_LINK_LENGTH_MAX || SUSPICIOUS.test(to)) return null;
  if (!to.startsWith("/")) return prepareDestination(to, allowedHosts, utm, tokenParam);
  const url = to.startsWith("//") ? null : URL.parse(to, from.base);
  if (url === null || !from.base.startsWith(`${url.origin}/`)) return null;
  return prepareUrl(url, utm, tokenParam);
}

/** A parameter of the visitor's that travels on: not for us, and not in the place of our token. */
const travelsOn = (pair: QueryPair, tokenParam: string) =>
  pair.name !== tokenParam && !CONTROL_PARAMS.has(pair.name);

/**
 * The URL to redirect to. The visitor's parameters replace those of the same name that the link, or its
 * UTM template, sets; `token` comes last, and none but ours is ever passed under `tokenParam`.
 */
export function buildDestination(
  prepared: PreparedDestination,
  visitor: readonly QueryPair[],
  tokenParam: string,
  token: string | null,
): string {
  let query = prepared.query;
  if (visitor.length > 0) {
    const passed = visitor.filter((pair) => travelsOn(pair, tokenParam));
    const names = new Set(passed.map((pair) => pair.name));
    const kept = prepared.pairs.filter((pair) => !names.has(pair.name));
    query = [...kept, ...passed].map((pair) => pair.raw).join("&");
  }
  if (token !== null) query = `${query}${query === "" ? "" : "&"}${tokenParam}=${token}`;
  return query === "" ? prepared.base + prepared.hash : `${prepared.base}?${query}${prepared.hash}`;
}
