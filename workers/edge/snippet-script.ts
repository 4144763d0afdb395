/** `GET /t.js`: the browser snippet with its program's settings written into it. */
import type { ProgramEntry } from "../contract/edge/entries.ts";
import { parseQuery } from "../domain/query.ts";
import type { Isolate } from "./isolate.ts";
import snippet from "./snippet/dist/snippet.js";
import { parameter } from "./visit.ts";

const PLACEHOLDER = "__TD_CONFIG__";
const PROGRAM_ID = /^prog_[0-9a-z]{26}$/;

/** What the snippet reads in place of the placeholder; see `snippet/config.ts`. */
function configOf(program: ProgramEntry, origin: string): string {
  const { id, windowDays, tokenParam } = program;
  return JSON.stringify({ p: id, w: windowDays, n: tokenParam, u: origin });
}

function script(body: string, status: number): Response {
  return new Response(body, {
    status,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": status === 200 ? "public, max-age=300" : "no-store",
      // Shops load it from their own pages, some with `crossorigin`.
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    },
  });
}

const warning = (text: string, status: number) =>
  script(`console.warn("Trackdesk: ${text}");`, status);

/**
 * Answers the snippet. Without `?program=` it reads its settings off its own script tag; with one that is
 * unknown, it is a script that says so in the console, so that no page breaks.
 */
export async function serveSnippet(
  isolate: Isolate,
  origin: string,
  rawQuery: string,
): Promise<Response> {
  const id = parameter(parseQuery(rawQuery), "program");
  if (id === undefined) return script(snippet.replaceAll(PLACEHOLDER, "null"), 200);
  const program = PROGRAM_ID.test(id) ? await isolate.lookup.program(id) : "unknown";
  if (program === "unknown") return warning("there is no such program.", 404);
  if (program === "unavailable") return warning("not available at the moment.", 503);
  return script(
    snippet.replaceAll(PLACEHOLDER, () => configOf(program, origin)),
    200,
  );
}
