/** Opens a request: its id, its logger, and the context that services are given. */
import { createMiddleware } from "hono/factory";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { consoleLogger } from "../../../lib/logger.ts";
import { readEnv } from "../../env.ts";
import { createContext } from "../../services/context.ts";
import type { AppEnv } from "../app-env.ts";

/** An id from a proxy of ours is kept, so that one request has one id in every log. */
const OWN_ID = /^req_[0-9a-z]{26}$/;
const SWITCHING_PROTOCOLS = 101;

/** Names the request; the answer says the name in `x-request-id`. First of all middleware. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.header("x-request-id") ?? "";
  const id = OWN_ID.test(given) ? given : newId("req");
  c.set("requestId", id);
  c.set("logger", consoleLogger.with({ request_id: id }));
  await next();
  if (c.res.status !== SWITCHING_PROTOCOLS) c.header("x-request-id", id);
});

const COUNTRY = /^[A-Z]{2}$/;
const countryOf = ({ cf }: Request): string | null =>
  typeof cf?.country === "string" && COUNTRY.test(cf.country) ? cf.country : null;

/** Reads the configuration and makes an anonymous context. */
export const openContext = createMiddleware<AppEnv>(async (c, next) => {
  c.set("deferred", false);
  c.set("limitedBy", []);
  c.set("session", null);
  c.set(
    "ctx",
    createContext({
      env: readEnv(c.env),
      actor: ANONYMOUS,
      requestId: c.var.requestId,
      logger: c.var.logger,
      waitUntil: (work) => c.executionCtx.waitUntil(work),
      country: countryOf(c.req.raw),
    }),
  );
  await next();
});
