/** Decides whether a link may be made, and what it is. Nothing is read or written here. */
import { ANY_HOST } from "../../../contract/edge/entries.ts";
import type { NewLink } from "../../../contract/links.ts";
import { problem } from "../../../contract/problem.ts";
import type { AffiliateRow, LinkRow, ProgramRow } from "../../../db/queries/links.ts";
import { isReservedSlug } from "../../../domain/reserved-slugs.ts";
import type { ServiceContext } from "../context.ts";
import { checkDestinations } from "./check-destinations.ts";

const notJoined = problem("affiliate.not_joined");
const programEnded = problem("program.ended");
const domainNotAllowed = problem("link.domain_not_allowed");
const slugReserved = problem("link.slug_reserved");
const slugTaken = problem("link.slug_taken");

/** Characters of an id's random end: 32^8 made-up slugs. */
const SLUG_LENGTH = 8;

/** What decides besides the link itself. */
export type LinkWorld = {
  readonly program: ProgramRow;
  /** Link domains of the program. */
  readonly domains: ReadonlySet<string>;
  /** Places in use, by `placeKey`. */
  readonly taken: ReadonlySet<string>;
};

export type Place = { readonly domain: string; readonly slug: string };
export const placeKey = ({ domain, slug }: Place): string => `${domain} ${slug}`;

/**
 * Where the link is found: a `code` link under its program, by the affiliate's code. A slug that nobody
 * wished is made up, another one each time.
 */
export function placeOf(ctx: ServiceContext, input: NewLink, affiliate: AffiliateRow): Place {
  if (input.kind === "code") return { domain: affiliate.programId, slug: affiliate.code };
  return {
    domain: input.domain ?? ANY_HOST,
    slug: input.slug ?? ctx.newId("link").slice(-SLUG_LENGTH),
  };
}

function checkPlace({ kind, domain, slug }: LinkRow, world: LinkWorld): void {
  if (kind === "redirect" && domain !== ANY_HOST) {
    if (!world.domains.has(domain)) throw domainNotAllowed();
    if (isReservedSlug(slug)) throw slugReserved();
  }
  if (world.taken.has(placeKey({ domain, slug }))) throw slugTaken();
}

/**
 * The row of a new link.
 * @throws ProblemError `affiliate.not_joined`, `program.ended`, `link.destination_not_allowed`,
 *   `link.domain_not_allowed`, `link.slug_reserved`, `link.slug_taken`
 */
export function newLink(
  ctx: ServiceContext,
  input: NewLink,
  affiliate: AffiliateRow,
  place: Place,
  world: LinkWorld,
): LinkRow {
  if (affiliate.state !== "active") throw notJoined();
  if (world.program.state === "ended") throw programEnded();
  const link: LinkRow = {
    ...place,
    id: ctx.newId("link"),
    programId: affiliate.programId,
    affiliateId: affiliate.id,
    kind: input.kind,
    destination: input.destination,
    fallbackUrl: input.fallback_url,
    targets: input.targets,
    split: input.split,
    utm: input.utm,
    expiresAt: input.expires_at,
    clickCap: input.click_cap,
    capReachedAt: null,
    pausedAt: null,
    endedAt: null,
    version: 1,
    createdAt: ctx.clock(),
  };
  checkDestinations(link, world.program.allowedHosts);
  checkPlace(link, world);
  return link;
}
