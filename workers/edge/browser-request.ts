/** What every request of a browser to `/t/*` goes through: body, schema, rate, program, origin. */
import * as v from "valibot";
import type { ProgramEntry } from "../contract/edge/entries.ts";
import type { Isolate } from "./isolate.ts";
import { fieldErrors, Problem } from "./problem.ts";

const BODY_BYTES_MAX = 16 * 1024;
const CONTENT_TYPES: ReadonlySet<string> = new Set(["application/json", "text/plain"]);

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) {
    throw new Problem("request.too_large");
  }
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new Problem("request.too_large");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The JSON of a body of at most 16 KB. `text/plain` as well, because `sendBeacon` and requests without a
 * preflight cannot say otherwise. Throws a Problem.
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!CONTENT_TYPES.has(type)) throw new Problem("request.unsupported_content_type");
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("request.malformed_json");
  }
}

/** `value` as `schema` has it. Throws a Problem that lists every field that is wrong. */
export function parseWith<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new Problem("request.invalid", fieldErrors(parsed.issues));
}

function originMatches(origin: string, allowed: string): boolean {
  if (origin === allowed) return true;
  const star = allowed.indexOf("://*.");
  if (star < 0) return false;
  const scheme = allowed.slice(0, star + 3);
  const suffix = allowed.slice(star + 4);
  return (
    origin.startsWith(scheme) &&
    origin.endsWith(suffix) &&
    origin.length > scheme.length + suffix.length
  );
}

/** Whether a site is one of the program's. `*.` stands for at least one more label. */
export function isProgramOrigin(origin: string, program: ProgramEntry): boolean {
  return program.origins.some((allowed) => originMatches(origin, allowed));
}

/** Headers by which a browser lets the site read an answer. Never with credentials. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  "access-control-allow-origin": origin,
  vary: "origin",
});

/**
 * Refusals say nothing that the caller did not send, so any site may read them; without that its browser
 * would take them for a broken network and try again.
 */
export const OPEN_TO_ALL = { "access-control-allow-origin": "*" };

/**
 * Answer to a preflight. It cannot be told which program the request will be for, so it lets the request
 * come; whether the site is one of the program's is tested then. There are no credentials to protect.
 */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...OPEN_TO_ALL,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    },
  });
}

async function withinRate(isolate: Isolate, program: string, ip: string): Promise<boolean> {
  const who = await isolate.hasher.visitorHash(ip, "", program, Date.now());
  try {
    return (await isolate.env.EVENT_RATE_LIMIT.limit({ key: `${program}:${who}` })).success;
  } catch (error) {
    console.warn(JSON.stringify({ event: "rate_limit_failed", error: String(error) }));
    return true;
  }
}

/**
 * Lets a request in for a program: not too many of a client, a program that exists, and a site that is
 * one of its own. A request without an Origin, as a server makes it, only where `originless` says so.
 * Throws a Problem.
 */
export async function admit(
  request: Request,
  isolate: Isolate,
  programId: string,
  { originless }: { readonly originless: boolean },
): Promise<{ program: ProgramEntry; cors: Record<string, string> }> {
  const ip = request.headers.get("cf-connecting-ip") ?? "";
  if (!(await withinRate(isolate, programId, ip))) throw new Problem("request.rate_limited");
  const program = await isolate.lookup.program(programId);
  if (program === "unknown") throw new Problem("program.not_found");
  if (program === "unavailable") throw new Problem("service.unavailable");
  const origin = request.headers.get("origin");
  if (origin === null ? !originless : !isProgramOrigin(origin, program)) {
    throw new Problem("origin.not_allowed");
  }
  return { program, cors: origin === null ? {} : corsHeaders(origin) };
}

/** An answer in JSON. */
export function json(content: unknown, status: number, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(content), {
    status,
    headers: { ...headers, "content-type": "application/json", "cache-control": "no-store" },
  });
}
