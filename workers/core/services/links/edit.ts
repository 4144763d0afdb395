import type { LinkAnswer, LinkEdit } from "../../../contract/links.ts";
import type { LinkRow } from "../../../db/queries/links.ts";
import type { ServiceContext } from "../context.ts";
import { changeLink } from "./change.ts";
import { checkDestinations } from "./check-destinations.ts";

/** Only what the edit names. */
function changesOf(edit: LinkEdit): Partial<LinkRow> {
  const { fallback_url, expires_at, click_cap, ...alike } = edit;
  const changes: Partial<LinkRow> = {
    ...alike,
    fallbackUrl: fallback_url,
    expiresAt: expires_at,
    clickCap: click_cap,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** A new cap opens a link that the old one had closed; the counter closes it again if it must. */
const reopened = (link: LinkRow, { click_cap }: LinkEdit): Partial<LinkRow> =>
  click_cap !== undefined && click_cap !== link.clickCap ? { capReachedAt: null } : {};

/**
 * Changes where a link leads. Its slug and its owner stay (rules.md 2).
 * @throws ProblemError `link.not_found`, `link.ended`, `link.destination_not_allowed`,
 *   `affiliate.not_joined`, `request.precondition_failed`
 */
export const editLink = (
  ctx: ServiceContext,
  linkId: string,
  edit: LinkEdit,
): Promise<LinkAnswer> =>
  changeLink(ctx, {
    linkId,
    action: "link.edit",
    whileActive: true,
    decide: (link, program) => {
      const changes = changesOf(edit);
      checkDestinations({ ...link, ...changes }, program.allowedHosts);
      return { ...changes, ...reopened(link, edit) };
    },
  });
