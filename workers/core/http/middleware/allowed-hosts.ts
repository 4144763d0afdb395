import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import type { AppEnv } from "../app-env.ts";

const wrongHost = problem("request.wrong_host");

/** Answers only on the hosts of API_HOSTS (design 4.6), whatever the port. @throws 421 */
export const allowedHosts = createMiddleware<AppEnv>(async (c, next) => {
  const host = new URL(c.req.url).hostname;
  if (!c.var.ctx.env.API_HOSTS.has(host)) throw wrongHost();
  await next();
});
