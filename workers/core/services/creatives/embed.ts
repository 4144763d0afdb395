import type { EmbedAnswer, EmbedQuery } from "../../../contract/creatives.ts";
import { problem } from "../../../contract/problem.ts";
import { findFirstActiveLink } from "../../../db/queries/creatives.ts";
import { findLink, findMembership, type LinkRow } from "../../../db/queries/links.ts";
import { embedHtml } from "../../../domain/embed-code.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { linkState, linkUrl } from "../links/answer.ts";
import { creativeAnswer } from "./answer.ts";
import { findCreativeForReading } from "./read.ts";

const affiliateNotFound = problem("affiliate.not_found");
const linkNotFound = problem("link.not_found");
const linkEnded = problem("link.ended");
const noLink = problem("creative.no_link");
const noFileYet = problem("creative.no_file_yet");

/** The affiliate's link that was named, or his first. */
async function linkFor(ctx: ServiceContext, query: EmbedQuery): Promise<LinkRow> {
  const { affiliate_id: affiliateId, link_id: linkId } = query;
  if (linkId === undefined) {
    const first = await findFirstActiveLink(ctx.db, affiliateId);
    if (first === null) throw noLink();
    return first;
  }
  const link = (await findLink(ctx.db, linkId))?.link;
  if (link?.affiliateId !== affiliateId || link.kind !== "redirect") throw linkNotFound();
  if (linkState(link) === "ended") throw linkEnded();
  return link;
}

/** The link as it leads to the creative's own destination. */
function urlThrough(link: LinkRow, destination: string | null, baseUrl: string): string {
  const url = linkUrl(link, baseUrl);
  return destination === null ? url : `${url}?to=${encodeURIComponent(destination)}`;
}

/**
 * The code that an affiliate puts into a page: the creative, leading through his own link.
 * @throws ProblemError `creative.not_found`, `creative.no_file_yet`, `creative.no_link`,
 *   `affiliate.not_found`, `link.not_found`, `link.ended`
 */
export async function embedCreative(
  ctx: ServiceContext,
  id: string,
  query: EmbedQuery,
): Promise<EmbedAnswer> {
  assertAllowed(ctx.actor, "creative.read");
  const { creative, program } = await findCreativeForReading(ctx, id);
  const { affiliate_id: affiliateId } = query;
  const membership = await findMembership(ctx.db, affiliateId);
  if (membership?.program.id !== program.id) throw affiliateNotFound();
  assertAllowed(ctx.actor, "creative.read", {
    noun: "affiliate",
    organizationId: program.organizationId,
    programId: program.id,
    affiliateId,
  });
  const link = await linkFor(ctx, query);
  const { file, body, name } = creativeAnswer(creative, ctx.env.BASE_URL);
  const url = urlThrough(link, creative.destination, ctx.env.BASE_URL);
  if (body !== null) return { html: embedHtml(url, { text: body }), url, link_id: link.id };
  if (file === null) throw noFileYet();
  return { html: embedHtml(url, { image: { ...file, alt: name } }), url, link_id: link.id };
}
