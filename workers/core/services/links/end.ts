import type { LinkAnswer } from "../../../contract/links.ts";
import type { ServiceContext } from "../context.ts";
import { changeLink } from "./change.ts";

/**
 * Ends a link for good: its slug stays taken, so that an old address never becomes somebody else's.
 * @throws ProblemError `link.not_found`, `link.ended`
 */
export const endLink = (ctx: ServiceContext, linkId: string): Promise<LinkAnswer> =>
  changeLink(ctx, { linkId, action: "link.end", decide: () => ({ endedAt: ctx.clock() }) });
