/** A link is followed: the visitor is on his way at once, the click is kept after that. */
import type { LinkEntry, ProgramEntry } from "../contract/edge/entries.ts";
import {
  buildDestination,
  chooseTarget,
  type PreparedDestination,
  prepareDeepLink,
} from "../domain/destination.ts";
import { type ClickRefusal, decideLink } from "../domain/link-decision.ts";
import { chooseWeighted } from "../domain/split.ts";
import type { Owner } from "./click-buffer.ts";
import { mintToken, newNonce } from "./click-record.ts";
import type { Isolate } from "./isolate.ts";
import type { MaybeLater } from "./link-lookup.ts";
import { PAGES, type PageName, page } from "./pages.ts";
import { deviceOf, parameter, readVisit, type Visit } from "./visit.ts";

/**
 * Shops need to see which site sent a visitor, and get its origin. Not the whole address: what stands in
 * a path or query is for the affiliate's site to give away. It is what browsers do unasked, said aloud
 * so that an older browser, or a link in a page with a looser policy, does no other.
 */
const REFERRER_POLICY = "strict-origin-when-cross-origin";

/** Made once: to copy them costs the runtime less than to read them from an object for each answer. */
const HEADERS = new Headers({
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
  "referrer-policy": REFERRER_POLICY,
});

function redirectTo(location: string): Response {
  const response = new Response(null, { status: 302, headers: HEADERS });
  response.headers.set("location", location);
  return response;
}

/** Which of its destinations a link leads this visitor to: the first target that fits, a split, its own. */
async function chooseUrl(isolate: Isolate, link: LinkEntry, visit: Visit): Promise<string> {
  if (link.targets.length > 0) {
    const { device, os } = deviceOf(visit.ua);
    const target = chooseTarget(link.targets, { country: visit.country, device, os });
    if (target !== null) return target;
  }
  if (link.split.length === 0) return link.destination;
  const hash = await isolate.hasher.splitHash(visit.ip, visit.ua, link.id);
  return chooseWeighted(link.split, hash) ?? link.destination;
}

/** The destination at `url`, or what the visitor's `?to=` makes of it; `null` when none is allowed. */
function destinationAt(
  isolate: Isolate,
  link: LinkEntry,
  program: ProgramEntry,
  visit: Visit,
  url: string,
): PreparedDestination | null {
  const { prepared } = isolate;
  const chosen =
    prepared.destination(link, program, url) ??
    prepared.destination(link, program, link.destination);
  const to = chosen && visit.query.length > 0 ? parameter(visit.query, "to") : undefined;
  if (!chosen || !to) return chosen;
  const { allowedHosts, tokenParam } = program;
  return prepareDeepLink(to, chosen, allowedHosts, link.utm, tokenParam) ?? chosen;
}

/** Where this visitor goes; `null` when that is the fallback. At once for a plain link. */
function destinationFor(
  isolate: Isolate,
  link: LinkEntry,
  program: ProgramEntry,
  visit: Visit,
): MaybeLater<PreparedDestination | null> {
  if (link.targets.length === 0 && link.split.length === 0) {
    return destinationAt(isolate, link, program, visit, link.destination);
  }
  return chooseUrl(isolate, link, visit).then((url) =>
    destinationAt(isolate, link, program, visit, url),
  );
}

/** Links that are over, or lead where they may not: the fallback, else a page that says why. */
function fallBack(
  isolate: Isolate,
  link: LinkEntry,
  program: ProgramEntry,
  visit: Visit,
  refused: ClickRefusal | null,
): Response {
  const place = isolate.prepared.fallback(link, program);
  if (place) return redirectTo(buildDestination(place, visit.query, program.tokenParam, null));
  return page(refused !== null && refused in PAGES ? (refused as PageName) : "unknown");
}

/**
 * Answers a visit to the link under `key`. `rawQuery` has no `?`. Always a redirect where the link is
 * known and leads anywhere: for bots, previews, prefetches and HEAD as well, who are kept as such.
 */
export async function redirect(
  request: Request,
  isolate: Isolate,
  owner: Owner,
  key: string,
  rawQuery: string,
): Promise<Response> {
  const { lookup } = isolate;
  const now = Date.now();
  const found = lookup.link(key, now, owner);
  const link = found instanceof Promise ? await found : found;
  if (link === "unknown" || link === "unavailable") return page(link);

  const foundProgram = lookup.program(link.program, now, owner);
  const foundAffiliate = lookup.affiliate(link.affiliate, now, owner);
  const program = foundProgram instanceof Promise ? await foundProgram : foundProgram;
  const affiliate = foundAffiliate instanceof Promise ? await foundAffiliate : foundAffiliate;
  // Without its program's allow-list nobody knows where a link may lead.
  if (program === "unknown" || program === "unavailable") return page(program);

  const moment = { at: now, nonce: newNonce() };
  const visit = readVisit(request, rawQuery);
  const standing = affiliate === "unknown" ? null : affiliate;
  const decision = decideLink({ link, affiliate: standing, program, now });
  const mints = decision.refused === null && !link.overCap;
  const wanted = decision.leadsTo === "destination";
  // Under way before the destination is awaited.
  const signing = mints ? mintToken(isolate, link, visit, moment) : null;
  const placing = wanted ? destinationFor(isolate, link, program, visit) : null;
  const place = placing instanceof Promise ? await placing : placing;
  const token = signing && (await signing);

  const refused = wanted && place === null ? "destination_not_allowed" : decision.refused;
  isolate.clicks.add({ link, visit, moment, refused, unchecked: decision.unchecked }, owner);
  return place
    ? redirectTo(buildDestination(place, visit.query, program.tokenParam, token))
    : fallBack(isolate, link, program, visit, refused);
}
