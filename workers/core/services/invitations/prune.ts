import { forgetExpiredInvitations } from "../../../db/queries/invitations.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";

/** How long an invitation that nobody accepted may be sent again. */
const KEPT_MS = 30 * DAY_MS;

/** Forgets the addresses of invitations that expired more than 30 days ago. Answers how many. */
export const pruneInvitations = (ctx: ServiceContext): Promise<number> =>
  forgetExpiredInvitations(ctx.db, ctx.clock() - KEPT_MS);
