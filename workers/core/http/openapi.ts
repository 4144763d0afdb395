/** The OpenAPI 3.1 document, made from what is declared: nothing about the API is written a second time. */
import * as z from "zod";
import { ERROR_CODES, type ErrorCode } from "../../contract/error-codes.ts";
import { PROBLEM_CONTENT_TYPE, problemSchema } from "../../contract/problem.ts";
import { rateLimitPolicy } from "../../contract/rate-limit.ts";
import { type Rule, ruleOf } from "../../domain/permission-table.ts";
import { cookieName } from "../auth/cookies.ts";
import { type Operation, TAGS } from "./endpoint.ts";

type Json = Readonly<Record<string, unknown>>;
type Direction = "input" | "output";

/** The document's own `$defs` are components, so that a shape that stands in many places is named once. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  schemaOf(schema: z.ZodType, io: Direction): Json {
    const whole = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<string, unknown>;
    const { $schema: _, $defs, ...rest } = whole;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, unknown>)) {
      this.schemas[name] ??= withComponentRefs(definition);
    }
    return withComponentRefs(rest) as Json;
  }
}

/** `#/$defs/X` as `#/components/schemas/X`, all the way down. Bounds that every integer has are left out. */
function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, one]) => one !== Number.MAX_SAFE_INTEGER && one !== Number.MIN_SAFE_INTEGER)
    .map(([key, one]) => {
      const isRef = key === "$ref" && typeof one === "string";
      return [
        key,
        isRef ? one.replace("#/$defs/", "#/components/schemas/") : withComponentRefs(one),
      ];
    });
  return Object.fromEntries(entries);
}

/** Codes that any endpoint may answer. */
const COMMON: readonly ErrorCode[] = ["request.rate_limited", "internal"];
const SIGNED_IN: readonly ErrorCode[] = ["auth.signed_out", "auth.invalid_key", "auth.not_allowed"];
const WRITES: readonly ErrorCode[] = ["idempotency.invalid_key", "idempotency.key_reused"];
const WITH_BODY: readonly ErrorCode[] = [
  "request.malformed_json",
  "request.too_large",
  "request.unsupported_content_type",
];

function codesOf(operation: Operation): ErrorCode[] {
  const isPublic = ruleOf(operation.action).anyone === true;
  const codes = [
    ...operation.problems,
    ...COMMON,
    ...(isPublic ? [] : SIGNED_IN),
    ...(operation.fresh ? (["auth.not_fresh"] as const) : []),
    ...(operation.method === "get" || operation.stateless ? [] : WRITES),
    ...(operation.body === undefined ? [] : WITH_BODY),
    ...(operation.versioned && operation.method !== "get"
      ? (["request.precondition_failed"] as const)
      : []),
    ...(operation.query !== undefined || operation.body !== undefined
      ? (["request.invalid"] as const)
      : []),
  ];
  return [...new Set(codes)].sort();
}

const headerOf = (description: string, example: string) => ({
  description,
  schema: { type: "string" },
  example,
});

/** Which limits count a call depends on who calls; the document names them all. */
const HEADERS = {
  RateLimitPolicy: headerOf(
    "The limits by which this call was counted, each with its calls (`q`) in a window of seconds (`w`), as in draft-ietf-httpapi-ratelimit-headers. A call by key is counted by `key`; any other by `address`, and by `user` where somebody is signed in. Counted by location of the network, approximately.",
    rateLimitPolicy(["address", "user"]),
  ),
  RetryAfter: headerOf("Seconds to wait before the call is tried again.", "10"),
};
const POLICY = { "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" } };
const RETRY = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };
/** 429 Too Many Requests, 503 Service Unavailable. */
const TO_BE_TRIED_AGAIN: ReadonlySet<number> = new Set([429, 503]);

function problemResponses(operation: Operation): Json {
  const byStatus = Map.groupBy(codesOf(operation), (code) => ERROR_CODES[code].status);
  const responses = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].title}`).join("\n\n"),
      headers: { ...POLICY, ...(TO_BE_TRIED_AGAIN.has(status) ? RETRY : {}) },
      content: { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return Object.fromEntries(responses);
}

function goodResponse(operation: Operation, components: Components): Json {
  const { answer, status, versioned, csv } = operation;
  if (answer === undefined) return { "204": { description: "Done", headers: POLICY } };
  const etag = { ETag: { description: "The version, for If-Match", schema: { type: "string" } } };
  const headers = { ...POLICY, ...(versioned ? etag : {}) };
  const content =
    answer === "file"
      ? { "*/*": { schema: { type: "string", format: "binary" } } }
      : {
          "application/json": { schema: components.schemaOf(answer, "output") },
          ...(csv ? { "text/csv": { schema: { type: "string" } } } : {}),
        };
  return { [String(status ?? 200)]: { description: "A good answer", headers, content } };
}

const FILE = { schema: { type: "string", format: "binary" } };

function requestBody({ body, example }: Operation, components: Components): Json {
  if (body === undefined) return {};
  const content =
    body === "file"
      ? { "*/*": FILE }
      : body === "csv"
        ? { "text/csv": { schema: { type: "string" }, example: example.body ?? "" } }
        : {
            "application/json": {
              schema: components.schemaOf(body, "input"),
              example: example.body ?? {},
            },
          };
  return { requestBody: { required: true, content } };
}

type Parameter = Json;

function queryParameters({ query, csv, example }: Operation, components: Components): Parameter[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = components.schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const parameters = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
    ...(example.query?.[name] === undefined ? {} : { example: example.query[name] }),
  }));
  const format = {
    name: "format",
    in: "query",
    required: false,
    description: "`csv`: all pages as CSV, from the cursor on.",
    schema: { type: "string", enum: ["csv"] },
  };
  return csv ? [...parameters, format] : parameters;
}

function parametersOf(operation: Operation, components: Components): Parameter[] {
  const names = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  const header = (name: string, description: string): Parameter => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  });
  return [
    ...names.map((name) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
      ...(operation.example.params?.[name] === undefined
        ? {}
        : { example: operation.example.params[name] }),
    })),
    ...queryParameters(operation, components),
    ...(operation.method === "get" || operation.stateless
      ? []
      : [header("Idempotency-Key", "The same call again gets the first answer again.")]),
    ...(operation.versioned && operation.method !== "get"
      ? [header("If-Match", "The ETag that was read: an edit of anything newer is refused by 412.")]
      : []),
  ];
}

/** Who may, in words; the same row is asked by the use case. */
function whoMay(rule: Rule): string {
  const ways = [
    rule.anyone ? "anybody" : null,
    rule.apiKey ? `an API key with \`${rule.apiKey}\`` : null,
    rule.member ? `a member of the team, as ${rule.member} or higher` : null,
    rule.affiliate === "own" ? "an affiliate, what is his own" : null,
    rule.affiliate === "program" ? "an affiliate of the program" : null,
    rule.self ? "whoever has signed in, for their own account" : null,
    rule.admin ? "a platform admin" : null,
    rule.operator ? "the installation's operator" : null,
  ];
  return `Who may: ${ways.filter((way) => way !== null).join("; ")}.`;
}

function securityOf(rule: Rule): Json[] {
  if (rule.anyone) return [];
  const byCookie = rule.member ?? rule.affiliate ?? rule.self ?? rule.admin;
  return [
    ...(rule.apiKey ? [{ apiKey: [] }] : []),
    ...(byCookie ? [{ session: [] }] : []),
    ...(rule.operator && !byCookie && !rule.apiKey ? [{ operatorToken: [] }] : []),
  ];
}

function operationObject(operation: Operation, components: Components): Json {
  const rule = ruleOf(operation.action);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, whoMay(rule)].filter((part) => part).join("\n\n"),
    security: securityOf(rule),
    parameters: parametersOf(operation, components),
    ...requestBody(operation, components),
    responses: { ...goodResponse(operation, components), ...problemResponses(operation) },
  };
}

const ABOUT = `Amounts are integers in minor units of the currency beside them. Times are RFC 3339 in UTC.
Lists answer \`{ data, next_cursor }\`. Errors are problem documents (RFC 9457) with a stable \`code\`.
A write may carry an \`Idempotency-Key\`: the same call again gets the first answer again.
Calls by session cookie that change something also need the header \`x-csrf-token\` of \`GET /api/v1/me\`.`;

const HTTP = { type: "http", scheme: "bearer" } as const;

/**
 * The document of `operations`.
 * @param origin where the API is, such as `https://app.example`
 */
export function openApiDocument(operations: readonly Operation[], origin: string): Json {
  const components = new Components();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `/api/v1${operation.path}`.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][operation.method] = operationObject(operation, components);
  }
  const used = new Set<string>(operations.map(({ tag }) => tag));
  return {
    openapi: "3.1.0",
    info: {
      title: "Trackdesk",
      version: "1",
      description: ABOUT,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    tags: TAGS.filter((tag) => used.has(tag)).map((name) => ({ name })),
    paths,
    components: {
      headers: HEADERS,
      schemas: { ...components.schemas, Problem: components.schemaOf(problemSchema, "output") },
      securitySchemes: {
        apiKey: { ...HTTP, description: "An API key, `td_live_…` or `td_test_…`" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName({ BASE_URL: origin }, "session_token"),
          description: "A signed-in person",
        },
        operatorToken: { ...HTTP, description: "OPERATOR_TOKEN" },
      },
    },
  };
}
