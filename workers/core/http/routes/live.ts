import { Hono } from "hono";
import { ticketRequestSchema } from "../../../contract/live.ts";
import { problem } from "../../../contract/problem.ts";
import { issueTicket } from "../../services/live/issue-ticket.ts";
import { watch } from "../../services/live/watch.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

const upgradeRequired = problem("live.upgrade_required");

/** `POST /api/v1/live/tickets`, behind an API key with `live:read`. */
export const liveTickets = new Hono<AppEnv>().post(
  "/",
  validate("json", ticketRequestSchema),
  async (c) => c.json(await issueTicket(c.var.ctx, c.req.valid("json")), 201),
);

/** `GET /api/v1/live?ticket=…`: the WebSocket itself. The ticket is its authentication. */
export const live = new Hono<AppEnv>().get("/", async (c) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw upgradeRequired();
  return watch(c.var.ctx, c.req.query("ticket"), c.req.raw);
});
