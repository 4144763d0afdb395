import type { TicketAnswer, TicketRequest } from "../../../contract/live.ts";
import { problem } from "../../../contract/problem.ts";
import { findMembership, findProgram } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { signTicket, TICKET_SECONDS } from "./ticket.ts";

const noAffiliate = problem("affiliate.not_found");
const noProgram = problem("program.not_found");

/**
 * A ticket for watching an affiliate or a program over a WebSocket, good for a minute. An API key sees
 * numbers of its own mode; the operator those of live.
 * @throws PermissionDenied; ProblemError `affiliate.not_found`, `program.not_found`, also for those of others
 */
export async function issueTicket(
  ctx: ServiceContext,
  request: TicketRequest,
): Promise<TicketAnswer> {
  assertAllowed(ctx.actor, "live.watch");
  const { kind, id } = await findSubject(ctx, request);
  const mode = ctx.actor.kind === "api_key" ? ctx.actor.mode : "live";
  const now = ctx.clock();
  const ticket = await signTicket(ctx.env.SIGNING_SECRET, { kind, id, mode }, now);
  return { ticket, expires_at: now + TICKET_SECONDS * 1_000 };
}

async function findSubject(ctx: ServiceContext, request: TicketRequest) {
  if ("program_id" in request) {
    const program = await findProgram(ctx.db, request.program_id);
    if (program === null) throw noProgram();
    const { id, organizationId } = program;
    assertAllowed(ctx.actor, "live.watch", { noun: "program", organizationId, programId: id });
    return { kind: "program", id } as const;
  }
  const found = await findMembership(ctx.db, request.affiliate_id);
  if (found === null) throw noAffiliate();
  const { id: programId, organizationId } = found.program;
  assertAllowed(ctx.actor, "live.watch", {
    noun: "affiliate",
    organizationId,
    programId,
    affiliateId: found.affiliate.id,
  });
  return { kind: "affiliate", id: found.affiliate.id } as const;
}
