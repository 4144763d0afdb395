/** Tickets for the WebSockets of live numbers; the socket itself is routes/live.ts. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { ticketAnswerSchema, ticketRequestSchema } from "../../../contract/live.ts";
import { issueTicket } from "../../services/live/issue-ticket.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const liveEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createLiveTicket",
    tag: "Live",
    summary: "Get a ticket to watch an affiliate's or a program's numbers",
    description:
      "Good for one connect to `wss://…/api/v1/live?ticket=…` within a minute. `expires_at` is UTC milliseconds.",
    action: "live.watch",
    method: "post",
    path: "/live/tickets",
    stateless: true,
    body: ticketRequestSchema,
    status: 201,
    answer: ticketAnswerSchema,
    problems: ["affiliate.not_found", "program.not_found"],
    example: { body: { affiliate_id: EXAMPLE_IDS.affiliate } },
    run: (ctx, { body }) => issueTicket(ctx, body),
  }),
];
