/** A link as the API shows it. */
import { ANY_HOST } from "../../../contract/edge/entries.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { LinkAnswer, LinkState } from "../../../contract/links.ts";
import type { LinkRow } from "../../../db/queries/links.ts";

type Place = Pick<LinkRow, "kind" | "domain" | "slug" | "destination">;

/** The shop's own page with the affiliate's code; what it says already stays. */
function codeUrl(destination: string, code: string): string {
  const url = new URL(destination);
  url.searchParams.set("via", code);
  return url.href;
}

/**
 * The address that visitors use.
 * @param baseUrl the installation's public origin, where links live that have no domain
 */
export function linkUrl({ kind, domain, slug, destination }: Place, baseUrl: string): string {
  if (kind === "code") return codeUrl(destination, slug);
  const path = encodeURIComponent(slug);
  return domain === ANY_HOST ? `${baseUrl}/r/${path}` : `https://${domain}/${path}`;
}

export const linkState = ({ endedAt, pausedAt }: LinkRow): LinkState =>
  endedAt !== null ? "ended" : pausedAt !== null ? "paused" : "active";

export function linkAnswer(row: LinkRow, baseUrl: string): LinkAnswer {
  return {
    id: row.id,
    program_id: row.programId,
    affiliate_id: row.affiliateId,
    kind: row.kind,
    domain: row.kind === "code" || row.domain === ANY_HOST ? null : row.domain,
    slug: row.slug,
    url: linkUrl(row, baseUrl),
    destination: row.destination,
    fallback_url: row.fallbackUrl,
    targets: row.targets,
    split: row.split,
    utm: row.utm,
    expires_at: isoTimeOrNull(row.expiresAt),
    click_cap: row.clickCap,
    cap_reached_at: isoTimeOrNull(row.capReachedAt),
    state: linkState(row),
    paused_at: isoTimeOrNull(row.pausedAt),
    ended_at: isoTimeOrNull(row.endedAt),
    version: row.version,
    created_at: isoTime(row.createdAt),
  };
}
