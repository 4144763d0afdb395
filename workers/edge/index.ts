/**
 * The edge Worker: redirects, the browser snippet, and what browsers report. A bare switch and no router:
 * the redirect is the hot path, and these are all its addresses.
 */
import { ANY_HOST, entryKey } from "../contract/edge/entries.ts";
import { OPEN_TO_ALL, preflight } from "./browser-request.ts";
import type { EdgeEnv } from "./env.ts";
import { reportEvent } from "./event.ts";
import { health } from "./health.ts";
import { type Isolate, openIsolate } from "./isolate.ts";
import { registerClick } from "./landing.ts";
import type { MaybeLater } from "./link-lookup.ts";
import { page } from "./pages.ts";
import { reportByPixel } from "./pixel.ts";
import { Problem } from "./problem.ts";
import { redirect } from "./redirect.ts";
import { serveSnippet } from "./snippet-script.ts";
import { readSlug } from "./visit.ts";

let opened: Isolate | null = null;

/** Cuts an address up; the runtime wrote it canonically, so that no parser is needed. */
function addressOf(url: string) {
  const hostAt = url.indexOf("://") + 3;
  const pathAt = url.indexOf("/", hostAt);
  const queryAt = url.indexOf("?", pathAt);
  const origin = url.slice(0, pathAt);
  const host = url.slice(hostAt, pathAt).replace(/:\d+$/, "");
  const path = queryAt < 0 ? url.slice(pathAt) : url.slice(pathAt, queryAt);
  return { origin, host, path, query: queryAt < 0 ? "" : url.slice(queryAt + 1) };
}

/** The key of the link that an address names: `/r/:slug` anywhere, `/:slug` on a link domain. */
function linkKey(isolate: Isolate, host: string, path: string): string | null {
  const anywhere = path.startsWith("/r/");
  if (!anywhere && isolate.settings.appHosts.has(host)) return null;
  const slug = readSlug(path.slice(anywhere ? 3 : 1).replace(/\/$/, ""));
  return slug === null ? null : entryKey.link(anywhere ? ANY_HOST : host, slug);
}

function answer(request: Request, isolate: Isolate, ctx: ExecutionContext): MaybeLater<Response> {
  const { origin, host, path, query } = addressOf(request.url);
  const { method } = request;
  const reads = method === "GET" || method === "HEAD";
  switch (path) {
    case "/t.js":
      return reads ? serveSnippet(isolate, origin, query) : notAllowed("GET, HEAD");
    case "/t/event":
      if (method === "OPTIONS") return preflight();
      return method === "POST" ? reportEvent(request, isolate) : notAllowed("POST, OPTIONS");
    case "/t/click":
      if (method === "OPTIONS") return preflight();
      return method === "POST" ? registerClick(request, isolate, ctx) : notAllowed("POST, OPTIONS");
    case "/t/pixel.gif":
      return method === "GET" ? reportByPixel(request, isolate, query) : notAllowed("GET");
    case "/health":
      return reads ? health(isolate) : notAllowed("GET, HEAD");
  }
  const key = linkKey(isolate, host, path);
  if (key === null) return page("unknown");
  return reads ? redirect(request, isolate, ctx, key, query) : notAllowed("GET, HEAD");
}

const notAllowed = (allow: string) =>
  new Problem("request.method_not_allowed").toResponse({ allow });

/** A refusal as it is answered; anything else is logged and answered without saying what happened. */
function refusal(error: unknown): Response {
  if (error instanceof Problem) {
    return error.toResponse(error.code === "origin.not_allowed" ? {} : OPEN_TO_ALL);
  }
  console.error(JSON.stringify({ event: "edge_failed", error: String(error) }));
  return page(opened === null ? "misconfigured" : "failed");
}

export default {
  async fetch(request, env, ctx) {
    try {
      opened ??= await openIsolate(env);
      return await answer(request, opened, ctx);
    } catch (error) {
      return refusal(error);
    }
  },
} satisfies ExportedHandler<EdgeEnv>;
