/** `/api/openapi.json`, and a page to read and try it at `/api/docs`. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { AppEnv } from "../app-env.ts";
import { openApiDocument } from "../openapi.ts";
import { OPERATIONS } from "../operations.ts";

/**
 * The page's script and style are files of the Pages project (scripts/api-docs.ts lays them out), from the
 * same origin. Swagger UI writes styles and pictures of its own into the page; scripts run from files only.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

let document: { readonly origin: string; readonly text: string } | null = null;

/** Made once an isolate, when first asked for. */
function documentText(origin: string): string {
  if (document?.origin !== origin) {
    document = { origin, text: JSON.stringify(openApiDocument(OPERATIONS, origin)) };
  }
  return document.text;
}

const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Trackdesk API</title>
    <link rel="stylesheet" href="/assets/api-docs/swagger-ui.css" />
    <link rel="stylesheet" href="/assets/api-docs/page.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/assets/api-docs/swagger-ui-bundle.js"></script>
    <script src="/assets/api-docs/page.js"></script>
  </body>
</html>`;

export const docs = new Hono<AppEnv>()
  .get("/openapi.json", (c) => {
    c.header("content-type", "application/json");
    c.header("cache-control", "public, max-age=300");
    return c.body(documentText(c.var.ctx.env.BASE_URL));
  })
  .get("/docs", (c) => {
    c.header("content-security-policy", PAGE_POLICY);
    return c.html(page);
  });
