import type { LinkAnswer } from "../../../contract/links.ts";
import type { ServiceContext } from "../context.ts";
import { changeLink } from "./change.ts";

/**
 * A paused link leads to its fallback and mints no token. Pausing a paused link changes nothing.
 * @throws ProblemError `link.not_found`, `link.ended`
 */
export const pauseLink = (ctx: ServiceContext, linkId: string): Promise<LinkAnswer> =>
  changeLink(ctx, {
    linkId,
    action: "link.edit",
    decide: (link) => (link.pausedAt === null ? { pausedAt: ctx.clock() } : {}),
  });

/** @throws ProblemError `link.not_found`, `link.ended`, `affiliate.not_joined` */
export const resumeLink = (ctx: ServiceContext, linkId: string): Promise<LinkAnswer> =>
  changeLink(ctx, {
    linkId,
    action: "link.edit",
    whileActive: true,
    decide: () => ({ pausedAt: null }),
  });
