/** What may come as a body, how large, and how it is read. */
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import type { AppEnv } from "../app-env.ts";

const KB = 1024;
export const BODY_BYTES_MAX = 256 * KB;
export const BULK_BODY_BYTES_MAX = 5 * KB * KB;

const tooLarge = problem("request.too_large");
const malformedJson = problem("request.malformed_json");
const unsupportedContentType = problem("request.unsupported_content_type");

/**
 * Refuses a body of more than `bytes`, by its announced length, or else while it is read.
 * @throws 413
 */
export const atMost = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw tooLarge({ detail: `At most ${bytes} bytes.` });
    },
  });

const usual = atMost(BODY_BYTES_MAX);
const bulk = atMost(BULK_BODY_BYTES_MAX);

/** 256 KB for a call, 5 MB for a path that ends in `/bulk`. */
export const bodySize = createMiddleware<AppEnv>((c, next) =>
  (c.req.path.endsWith("/bulk") ? bulk : usual)(c, next),
);

/** The media type that a request names, without its parameters; empty when it names none. */
export const contentTypeOf = (c: Context<AppEnv>): string =>
  c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";

/** What the text of a body holds. @throws 400 `request.malformed_json` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformedJson({ cause });
  }
}

/** A body must say that it is JSON; a request without one need not. @throws 415 */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const empty = c.req.raw.body === null || c.req.header("content-length") === "0";
  if (!empty && contentTypeOf(c) !== "application/json") throw unsupportedContentType();
  await next();
});
