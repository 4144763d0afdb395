/** What a request says of the visit behind it. Everything is cut to the length that a click may hold. */
import { decodeQueryPart, parseQuery, type QueryPair, queryValue } from "../domain/query.ts";
import { parseDevice, type TargetDevice } from "../domain/user-agent.ts";
import {
  classifyVisitor,
  type UserAgentSigns,
  userAgentSigns,
  type VisitorClass,
} from "../domain/visitor-class.ts";

const UA_LENGTH_MAX = 512;
const REFERRER_LENGTH_MAX = 256;
const TEXT_LENGTH_MAX = 64;
const PLACE_LENGTH_MAX = 64;
const SUB_IDS = 5;
const UTM_NAMES: ReadonlySet<string> = new Set([
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
]);

export type Visit = {
  /** Never stored or sent; only hashed. */
  readonly ip: string;
  readonly ua: string;
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly city: string | undefined;
  readonly referrer: string;
  readonly query: readonly QueryPair[];
  readonly visitor: VisitorClass;
  readonly test: boolean;
};

/** What a user agent says; the device only where a link has targets. */
type KnownAgent = { readonly signs: UserAgentSigns; device?: TargetDevice };

/** A few user agents make most visits: what they say is kept. */
const knownAgents = new Map<string, KnownAgent>();
const KNOWN_AGENTS_MAX = 1_000;

function knownAgent(ua: string): KnownAgent {
  const known = knownAgents.get(ua);
  if (known !== undefined) return known;
  if (knownAgents.size >= KNOWN_AGENTS_MAX) knownAgents.clear();
  const agent = { signs: userAgentSigns(ua) };
  knownAgents.set(ua, agent);
  return agent;
}

/** The device behind a user agent, read when first asked for. */
export function deviceOf(ua: string): TargetDevice {
  const agent = knownAgent(ua);
  agent.device ??= parseDevice(ua);
  return agent.device;
}

/** Host and path of a referrer, without scheme, user, query and fragment. */
export function referrerOf(referrer: string): string {
  const start = referrer.indexOf("://");
  if (start < 0) return "";
  const end = referrer.search(/[?#]/);
  const rest = referrer.slice(start + 3, end < 0 ? undefined : end);
  const slash = rest.indexOf("/");
  const user = rest.lastIndexOf("@", slash < 0 ? undefined : slash);
  return rest.slice(user + 1).slice(0, REFERRER_LENGTH_MAX);
}

const clean = (text: string) => text.replace(/\p{Cc}/gu, "").slice(0, TEXT_LENGTH_MAX);

/** Sub-ids 1 to 5 by position, trailing empty ones dropped; nothing when there are none. */
export function subIdsOf(query: readonly QueryPair[]): string[] | undefined {
  const subs: string[] = Array(SUB_IDS).fill("");
  for (const pair of query) {
    const position = /^sub([1-5])$/.exec(pair.name)?.[1];
    if (position !== undefined) subs[Number(position) - 1] = clean(queryValue(pair));
  }
  while (subs.length > 0 && subs[subs.length - 1] === "") subs.pop();
  return subs.length === 0 ? undefined : subs;
}

/** UTM parameters under their names without `utm_`; nothing when there are none. */
export function utmOf(query: readonly QueryPair[]): Record<string, string> | undefined {
  let utm: Record<string, string> | undefined;
  for (const pair of query) {
    if (!UTM_NAMES.has(pair.name)) continue;
    const value = clean(queryValue(pair));
    if (value === "") continue;
    utm ??= {};
    utm[pair.name.slice(4)] = value;
  }
  return utm;
}

const place = (name: unknown) =>
  typeof name === "string" && name !== "" ? name.slice(0, PLACE_LENGTH_MAX) : undefined;

/** The country that Cloudflare places a request in. */
export const countryOf = (request: Request): string | undefined =>
  place((request.cf as Partial<IncomingRequestCfProperties> | undefined)?.country);

/** Reads a visit off a request. `rawQuery` has no `?`; the referrer is the header's unless given. */
export function readVisit(request: Request, rawQuery: string, referrer?: string): Visit {
  const { headers } = request;
  const cf: Partial<IncomingRequestCfProperties> = request.cf ?? {};
  const ua = headers.get("user-agent")?.slice(0, UA_LENGTH_MAX) ?? "";
  const query = parseQuery(rawQuery);
  const facts = {
    method: request.method,
    ua,
    secPurpose: headers.get("sec-purpose"),
    purpose: headers.get("purpose"),
    xPurpose: headers.get("x-purpose"),
    xMoz: headers.get("x-moz"),
  };
  return {
    ip: headers.get("cf-connecting-ip") ?? "",
    ua,
    country: place(cf.country),
    region: place(cf.region),
    city: place(cf.city),
    referrer: referrerOf(referrer ?? headers.get("referer") ?? ""),
    query,
    visitor: classifyVisitor(facts, knownAgent(ua).signs),
    test: query.some((pair) => pair.name === "td_test" && pair.raw.endsWith("=1")),
  };
}

/** The first value of a parameter; `undefined` when it is not there. */
export function parameter(query: readonly QueryPair[], name: string): string | undefined {
  const pair = query.find((candidate) => candidate.name === name);
  return pair && queryValue(pair);
}

/** A path segment as it was meant: decoded once, in lower case; `null` when it is none. */
export function readSlug(segment: string): string | null {
  const slug = decodeQueryPart(segment.replaceAll("+", "%2B")).toLowerCase();
  return /^[^\s/\\?#\p{Cc}]{1,100}$/u.test(slug) ? slug : null;
}
