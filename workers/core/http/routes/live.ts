import { Hono } from "hono";
import { problem } from "../../../contract/problem.ts";
import { watch } from "../../services/live/watch.ts";
import type { AppEnv } from "../app-env.ts";

const upgradeRequired = problem("live.upgrade_required");

/** `GET /api/v1/live?ticket=…`: the WebSocket itself. The ticket is its authentication. */
export const live = new Hono<AppEnv>().get("/", async (c) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw upgradeRequired();
  return watch(c.var.ctx, c.req.query("ticket"), c.req.raw);
});
