/** Turns whatever was thrown into a problem document. */
import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { PROBLEM_CONTENT_TYPE, ProblemError } from "../../contract/problem.ts";
import { ConfigurationError } from "../env.ts";
import { problemOf } from "../services/refused.ts";
import type { AppEnv } from "./app-env.ts";

const MALFORMED_JSON_STATUS = 400;

/** The problem that the caller is told; what nobody foresaw is `internal`, without its message. */
function problemToTell(error: Error): ProblemError {
  const known = problemOf(error);
  if (known !== null) return known;
  if (error instanceof ConfigurationError) return new ProblemError("service.misconfigured");
  if (error instanceof HTTPException && error.status === MALFORMED_JSON_STATUS) {
    return new ProblemError("request.malformed_json");
  }
  return new ProblemError("internal", { cause: error });
}

/** The answer for one problem. */
export function problemResponse(error: ProblemError, requestId: string): Response {
  const headers = new Headers({ "content-type": PROBLEM_CONTENT_TYPE });
  if (error.retryAfter !== undefined) headers.set("retry-after", String(error.retryAfter));
  if (error.status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(error.toDocument(requestId)), {
    status: error.status,
    headers,
  });
}

export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const told = problemToTell(error);
  if (told.status >= 500) {
    c.var.logger.error("request.failed", { path: c.req.path, method: c.req.method, error });
  }
  return problemResponse(told, c.var.requestId);
};

export const onNotFound: NotFoundHandler<AppEnv> = (c) =>
  problemResponse(new ProblemError("request.not_found"), c.var.requestId);
