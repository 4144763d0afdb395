/** `GET /t/pixel.gif`: an event told in an address, for pages that run no script. */
import { parseQuery, queryValue } from "../domain/query.ts";
import { admit } from "./browser-request.ts";
import { readEventBody, storeEvent } from "./event.ts";
import type { Isolate } from "./isolate.ts";
import { Problem } from "./problem.ts";

/** One transparent dot. */
const gif = () =>
  Uint8Array.from(atob("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), (character) =>
    character.charCodeAt(0),
  );

const NUMBERS: ReadonlySet<string> = new Set(["amount", "tax", "shipping", "discount"]);

/** `125` becomes a number; anything else stays the text that it is, for the schema to refuse. */
const asNumber = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** The body that `POST /t/event` would have had. */
function bodyOf(rawQuery: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const pair of parseQuery(rawQuery)) {
    const value = queryValue(pair);
    if (NUMBERS.has(pair.name)) body[pair.name] = asNumber(value);
    else if (pair.name === "test") body[pair.name] = value === "1" || value === "true";
    else body[pair.name] = value;
  }
  return body;
}

function dot(status: number, code?: string): Response {
  const headers = new Headers({
    "content-type": "image/gif",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  });
  if (code !== undefined) headers.set("x-problem-code", code);
  return new Response(gif(), { status, headers });
}

/**
 * Answers the pixel: always an image, so that no page shows a broken one, with the status of what
 * happened, and the problem's code in a header for whoever looks. Neither reads nor sets a cookie.
 */
export async function reportByPixel(
  request: Request,
  isolate: Isolate,
  rawQuery: string,
): Promise<Response> {
  try {
    const body = readEventBody(bodyOf(rawQuery));
    await admit(request, isolate, body.program, { originless: true });
    await storeEvent(request, isolate, body);
    return dot(202);
  } catch (error) {
    if (error instanceof Problem) return dot(error.status, error.code);
    throw error;
  }
}
