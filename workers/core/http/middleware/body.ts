/** What may come as a body: JSON, up to a size. */
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import type { AppEnv } from "../app-env.ts";

const KB = 1024;
export const BODY_BYTES_MAX = 256 * KB;
export const BULK_BODY_BYTES_MAX = 5 * KB * KB;

const tooLarge = problem("request.too_large");
const unsupportedContentType = problem("request.unsupported_content_type");

/**
 * Reads a body whose length nobody announced. One that is refused is canceled: left half read, it keeps
 * the answer from its sender, who goes on sending (hono's `body-limit` leaves it so).
 * @throws 413
 */
async function readAtMost(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge({ detail: `At most ${bytesMax} bytes.` });
    chunks.push(new Uint8Array(chunk));
  }
  return new Blob(chunks);
}

/** 256 KB for a call, 5 MB for a path that ends in `/bulk`. @throws 413 */
export const bodySize = createMiddleware<AppEnv>(async (c, next) => {
  const bytesMax = c.req.path.endsWith("/bulk") ? BULK_BODY_BYTES_MAX : BODY_BYTES_MAX;
  const { raw } = c.req;
  const announced = raw.headers.get("content-length");
  if (announced !== null && !raw.headers.has("transfer-encoding")) {
    if (Number(announced) > bytesMax) throw tooLarge({ detail: `At most ${bytesMax} bytes.` });
  } else if (raw.body !== null) {
    c.req.raw = new Request(raw, { body: await readAtMost(raw.body, bytesMax) });
  }
  await next();
});

/** A body must say that it is JSON; a request without one need not. @throws 415 */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  const empty = c.req.raw.body === null || c.req.header("content-length") === "0";
  if (!empty && type !== "application/json") throw unsupportedContentType();
  await next();
});
