import type { LinkRow } from "../../../db/queries/links.ts";
import type { ServiceContext } from "../context.ts";
import { changeLink } from "./change.ts";
import { checkDestinations } from "./check-destinations.ts";

export type LinkEdit = Partial<
  Pick<
    LinkRow,
    "destination" | "fallbackUrl" | "targets" | "split" | "utm" | "expiresAt" | "clickCap"
  >
>;

/** A new cap opens a link that the old one had closed; the counter closes it again if it must. */
const reopened = (link: LinkRow, edit: LinkEdit): Partial<LinkRow> =>
  edit.clickCap !== undefined && edit.clickCap !== link.clickCap ? { capReachedAt: null } : {};

/**
 * Changes where a link leads. Its slug and its owner stay (rules.md 2).
 * @throws ProblemError `link.not_found`, `link.ended`, `link.destination_not_allowed`
 */
export const editLink = (ctx: ServiceContext, linkId: string, edit: LinkEdit): Promise<LinkRow> =>
  changeLink(ctx, {
    linkId,
    action: "link.edit",
    decide: (link, program) => {
      checkDestinations({ ...link, ...edit }, program.allowedHosts);
      return { ...edit, ...reopened(link, edit) };
    },
  });
