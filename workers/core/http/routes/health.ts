import { Hono } from "hono";
import { checkHealth } from "../../services/health/check.ts";
import type { AppEnv } from "../app-env.ts";

/** `GET /api/health`: 200, or 503 when a dependency does not answer. */
export const health = new Hono<AppEnv>().get("/", async (c) => {
  const answer = await checkHealth(c.var.ctx);
  return c.json(answer, answer.ok ? 200 : 503);
});
