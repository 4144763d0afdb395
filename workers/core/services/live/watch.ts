import { problem } from "../../../contract/problem.ts";
import type { ServiceContext } from "../context.ts";
import { readTicket } from "./ticket.ts";

const missing = problem("live.missing_ticket");
const invalid = problem("live.invalid_ticket");
const full = problem("service.unavailable");
const ROOM_FULL = 503;
const RETRY_AFTER_S = 60;

/**
 * Opens a WebSocket to the numbers that the ticket names; nothing else of the request says whose.
 * @param request an upgrade request
 * @throws ProblemError `live.missing_ticket`, `live.invalid_ticket`; `service.unavailable` when too
 *   many watch already
 */
export async function watch(
  ctx: ServiceContext,
  ticket: string | undefined,
  request: Request,
): Promise<Response> {
  if (ticket === undefined) throw missing();
  const subject = await readTicket(ctx.env.SIGNING_SECRET, ticket, ctx.clock());
  if (subject === null) throw invalid();
  const { kind, id, mode } = subject;
  const room =
    kind === "program"
      ? ctx.env.PROGRAM_FEED.getByName(id)
      : ctx.env.AFFILIATE_COUNTER.getByName(id);
  const url = new URL(`/?mode=${mode}`, request.url);
  const answer = await room.fetch(new Request(url, { headers: request.headers }));
  if (answer.status === ROOM_FULL) throw full({ retryAfter: RETRY_AFTER_S });
  return answer;
}
