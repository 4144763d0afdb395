/** `GET /health`: whether this Worker can do its work, for monitors. */
import { entryKey } from "../contract/edge/entries.ts";
import { json } from "./browser-request.ts";
import type { Isolate } from "./isolate.ts";

/** KV reads cost, and anybody may ask. */
const CHECK_MS = 5_000;
let checkedAt = Number.NEGATIVE_INFINITY;
let linksOk = false;

/** Answers 200 when links can be read, else 503. Core is not asked: redirects do without it. */
export async function health(isolate: Isolate): Promise<Response> {
  const now = Date.now();
  if (now - checkedAt >= CHECK_MS) {
    checkedAt = now;
    linksOk = await isolate.env.LINKS.get(entryKey.program("health"), { cacheTtl: 30 }).then(
      () => true,
      () => false,
    );
  }
  const status = linksOk ? "ok" : "failing";
  const checks = { configuration: "ok", links: status };
  return json({ status, checks }, linksOk ? 200 : 503, { "x-robots-tag": "noindex" });
}
