/** Refusals of browser requests, as problem documents (RFC 9457) of the same shape as the API's. */
import type * as v from "valibot";
import { newId } from "../lib/ids.ts";

const PROBLEMS = {
  "request.malformed_json": { status: 400, title: "The body is not valid JSON" },
  "request.not_found": { status: 404, title: "There is nothing at this address" },
  "request.method_not_allowed": { status: 405, title: "This method is not served here" },
  "request.too_large": { status: 413, title: "The body is too large" },
  "request.unsupported_content_type": {
    status: 415,
    title: "The body must be application/json or text/plain",
  },
  "request.invalid": { status: 422, title: "The request has invalid fields" },
  "request.rate_limited": { status: 429, title: "Too many requests" },
  "origin.not_allowed": { status: 403, title: "This site is not one of the program's" },
  "program.not_found": { status: 404, title: "No such program" },
  "click_token.not_valid": { status: 422, title: "The click token is not valid" },
  "click_token.not_a_prefetch": { status: 422, title: "The click token is not that of a prefetch" },
  "conversion.external_id_required": { status: 422, title: "A sale needs an external id" },
  "event.not_stored": { status: 503, title: "The event could not be stored; try again" },
  "service.unavailable": { status: 503, title: "Not available at the moment; try again" },
  internal: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
/** A field that is wrong: `path` as in `items[2].amount`. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

/** Seconds after which a refusal for want of capacity may be another answer. */
const RETRY_AFTER_S: Partial<Record<number, string>> = { 429: "10", 503: "2" };

/** A refusal that the caller is told about; thrown, and answered by whoever handles the request. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly FieldError[];

  constructor(code: ProblemCode, errors: readonly FieldError[] = []) {
    super(PROBLEMS[code].title);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.errors = errors;
  }

  /** The answer, with `headers` on top of its own. */
  toResponse(headers: Readonly<Record<string, string>> = {}): Response {
    const document = {
      type: `urn:trackdesk:problem:${this.code}`,
      title: this.message,
      status: this.status,
      code: this.code,
      request_id: newId("req"),
      ...(this.errors.length === 0 ? {} : { errors: this.errors }),
    };
    const response = new Response(JSON.stringify(document), { status: this.status, headers });
    response.headers.set("content-type", "application/problem+json");
    response.headers.set("cache-control", "no-store");
    const retryAfter = RETRY_AFTER_S[this.status];
    if (retryAfter !== undefined) response.headers.set("retry-after", retryAfter);
    return response;
  }
}

const pathText = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : `${text}${text === "" ? "" : "."}${String(part)}`,
    "",
  );

/** One entry for each field that a schema found wrong. */
export const fieldErrors = (issues: readonly v.BaseIssue<unknown>[]): FieldError[] =>
  issues.map((issue) => {
    const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey);
    return { path: pathText(keys), ...whatIsWrong(issue) };
  });

/** The schemas' own fields say what they want; of an object the library speaks of keys. */
function whatIsWrong({ type, expected, received, message, path }: v.BaseIssue<unknown>) {
  if (type !== "strict_object") return { code: "invalid", message };
  if (expected === "never") return { code: "unknown_field", message: "There is no such field" };
  if (path !== undefined && received === "undefined") {
    return { code: "required", message: "It is missing" };
  }
  return { code: "invalid", message: "An object" };
}
