/** Puts declared endpoints on a Hono app: parses what came, runs the use case, and writes the answer. */
import type { Context, Hono, MiddlewareHandler } from "hono";
import type * as z from "zod";
import { problem } from "../../contract/problem.ts";
import type { ServiceContext } from "../services/context.ts";
import type { AppEnv } from "./app-env.ts";
import { csvOfPages } from "./csv-answer.ts";
import type { Endpoint, FileBody } from "./endpoint.ts";
import {
  atMost,
  BODY_BYTES_MAX,
  BULK_BODY_BYTES_MAX,
  contentTypeOf,
  parseJson,
} from "./middleware/body.ts";
import { requireFresh } from "./middleware/session.ts";
import { parseOrRefuse } from "./middleware/validate.ts";

const unsupportedContentType = problem("request.unsupported_content_type");
const ETAG = /^(?:W\/)?"(\d{1,15})"$/;
const preconditionFailed = problem("request.precondition_failed");

async function jsonBody(c: Context<AppEnv>, schema: z.ZodType): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return parseOrRefuse(schema, {});
  if (contentTypeOf(c) !== "application/json") throw unsupportedContentType();
  return parseOrRefuse(schema, parseJson(text));
}

async function bodyOf(c: Context<AppEnv>, body: Endpoint["body"]): Promise<unknown> {
  if (body === undefined) return undefined;
  if (body === "file") {
    const bytes = await c.req.arrayBuffer();
    return { bytes, contentType: contentTypeOf(c) } satisfies FileBody;
  }
  if (body !== "csv") return jsonBody(c, body);
  if (contentTypeOf(c) !== "text/csv") {
    throw unsupportedContentType({ detail: "This body must be text/csv." });
  }
  return c.req.text();
}

/** `format` is the frame's own: it names how the answer is written, not what is asked. */
function queryOf(c: Context<AppEnv>, endpoint: Endpoint): { query: unknown; asCsv: boolean } {
  const { format, ...rest } = c.req.query();
  const asCsv = endpoint.csv !== undefined && format === "csv";
  const given = format === undefined || asCsv ? rest : { ...rest, format };
  return { query: endpoint.query && parseOrRefuse(endpoint.query, given), asCsv };
}

/** `If-Match` with a version that was never ours cannot match. `*` means: whatever there is. */
function expectedVersionOf(c: Context<AppEnv>): number | null {
  const header = c.req.header("if-match");
  if (header === undefined || header === "*") return null;
  const version = ETAG.exec(header)?.[1];
  if (version === undefined) throw preconditionFailed();
  return Number(version);
}

function answerOf(c: Context<AppEnv>, endpoint: Endpoint, answer: unknown): Response {
  if (answer instanceof Response) return answer;
  if (endpoint.answer === undefined) return c.body(null, 204);
  if (endpoint.versioned) {
    c.header("etag", `"${(answer as { readonly version: number }).version}"`);
  }
  return c.json(answer as object, endpoint.status ?? 200);
}

/** Answers one request by its endpoint. */
export async function handle(c: Context<AppEnv>, endpoint: Endpoint): Promise<Response> {
  const { query, asCsv } = queryOf(c, endpoint);
  const body = await bodyOf(c, endpoint.body);
  const ctx: ServiceContext = endpoint.versioned
    ? { ...c.var.ctx, expectedVersion: expectedVersionOf(c) }
    : c.var.ctx;
  const params = c.req.param() as Record<string, string>;
  if (asCsv) return csvOfPages(ctx, endpoint, { params, query, body });
  return answerOf(c, endpoint, await endpoint.run(ctx, { params, query, body }));
}

const FILE_BYTES_MAX = 10 * 1024 * 1024;
const bytesMaxOf = ({ body, bytesMax }: Endpoint): number =>
  bytesMax ??
  (body === "file" ? FILE_BYTES_MAX : body === "csv" ? BULK_BODY_BYTES_MAX : BODY_BYTES_MAX);

/**
 * Registers the endpoints below `/api/v1`; a fixed word in a path goes before a parameter in its place.
 * @param guards what stands before each: authentication, limits, `Idempotency-Key`
 */
export function mount(
  app: Hono<AppEnv>,
  endpoints: readonly Endpoint[],
  guards: readonly MiddlewareHandler<AppEnv>[],
): void {
  const inOrder = [...endpoints].sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));
  for (const endpoint of inOrder) {
    app.on(
      endpoint.method.toUpperCase(),
      `/api/v1${endpoint.path}`,
      atMost(bytesMaxOf(endpoint)),
      ...guards,
      ...(endpoint.fresh ? [requireFresh] : []),
      (c: Context<AppEnv>) => handle(c, endpoint),
    );
  }
}

/** Sorts parameters last (`/:id` must not swallow `/export`, known mistake 7). */
const rank = (path: string): string => path.replaceAll(":", "\uffff");
