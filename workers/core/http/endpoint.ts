/**
 * An endpoint of the API, declared once: what it takes, what it answers, who may, and the use case that
 * does it. Routing, validation, the OpenAPI document, its examples and the permission test read this.
 */
import type * as z from "zod";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Action } from "../../domain/permission-table.ts";
import type { ServiceContext } from "../services/context.ts";

export const TAGS = [
  "Account",
  "Organizations",
  "Programs",
  "Rewards",
  "Affiliates",
  "Links",
  "Coupons",
  "Creatives",
  "Tracking",
  "Customers",
  "Conversions",
  "Commissions",
  "Payees",
  "Balances",
  "Reports",
  "Audit",
  "Live",
  "Platform",
] as const;
export type Tag = (typeof TAGS)[number];

/** The parameters of `/links/:link_id`: `{ link_id: string }`. What is no id finds nothing: 404. */
export type PathParams<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? PathParams<Head> & PathParams<Rest>
  : Path extends `:${infer Name}`
    ? { readonly [Key in Name]: string }
    : unknown;

/** What came with the request, parsed. */
export type EndpointInput<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
};

/** A body that is no JSON. */
export type FileBody = { readonly bytes: ArrayBuffer; readonly contentType: string };

type OutputOf<Schema, Otherwise> = Schema extends z.ZodType ? z.output<Schema> : Otherwise;

export type EndpointExample = {
  /** By name. Ids of EXAMPLE_IDS; the test that runs the example puts real ones in their place. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or the text of a CSV. A file's example is in its test. */
  readonly body?: unknown;
};

/** What is the same for every endpoint, whatever its types. */
type Description = {
  /** The operation's id in OpenAPI and the method of the client: `listLinks`. */
  readonly id: string;
  readonly tag: Tag;
  /** A line: what it does. */
  readonly summary: string;
  /** Whatever else a caller must know: rules, units, limits. */
  readonly description?: string;
  /** The row of the permission table that its use case asks. */
  readonly action: Action;
  /** Codes of its own, beside those that every endpoint may answer. */
  readonly problems: readonly ErrorCode[];
  readonly example: EndpointExample;
  readonly method: "get" | "post" | "patch" | "put" | "delete";
  /** Of a good answer: 200, or 201 where something was made, 202 where it is yet to be done. */
  readonly status?: 200 | 201 | 202;
  /** The answer has `version`: sent as ETag, and `If-Match` is read into `ctx.expectedVersion`. */
  readonly versioned?: true;
  /** A POST that changes nothing, such as a ticket or a preview: an `Idempotency-Key` means nothing to it. */
  readonly stateless?: true;
  /** A secret in the answer that is kept nowhere: a call repeated by its `Idempotency-Key` gets `null` for it. */
  readonly shownOnce?: string;
  /** Of the body; 256 KB for JSON, 5 MB for a CSV, 10 MB for a file unless it says otherwise. */
  readonly bytesMax?: number;
  /** A list (`pageOf`) that `?format=csv` answers as CSV, all pages of it. */
  readonly csv?: true | CsvLayout;
  /** Asks for password or code again when they were given longer than 15 minutes ago (`auth.not_fresh`). */
  readonly fresh?: true;
};

type QuerySchema = z.ZodType | undefined;
/** A schema of JSON, a CSV (its text), or a file. */
type BodySchema = z.ZodType | "csv" | "file" | undefined;
/** A schema of JSON; a file (the use case answers a Response); nothing: 204. */
type AnswerSchema = z.ZodType | "file" | undefined;

/** How a list whose items are no flat rows is written as CSV. */
export type CsvLayout = {
  readonly columns: (query: unknown) => readonly string[];
  readonly cells: (item: unknown) => Readonly<Record<string, unknown>>;
};

type Definition<
  Path extends string,
  Query extends QuerySchema,
  Body extends BodySchema,
  Answer extends AnswerSchema,
> = Description & {
  /** Below `/api/v1`. */
  readonly path: Path;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
  readonly run: (
    ctx: ServiceContext,
    input: EndpointInput<
      PathParams<Path>,
      OutputOf<Query, undefined>,
      Body extends "csv" ? string : Body extends "file" ? FileBody : OutputOf<Body, undefined>
    >,
  ) => Promise<Answer extends "file" ? Response : OutputOf<Answer, void>>;
};

/** An endpoint whatever its types: what routing and documentation see. */
export type Endpoint = Description & {
  readonly path: string;
  readonly query?: QuerySchema;
  readonly body?: BodySchema;
  readonly answer?: AnswerSchema;
  readonly run: (
    ctx: ServiceContext,
    input: EndpointInput<Record<string, string>, unknown, unknown>,
  ) => Promise<unknown>;
};

/** What the documentation and the tests of permissions and bad input need of an address. */
export type Operation = Omit<Endpoint, "run">;

/**
 * Declares an endpoint; what `run` is given and must answer follows from the schemas.
 *
 * @example
 * export const readLink = endpoint({
 *   id: "getLink", tag: "Links", summary: "Get a link", action: "link.read",
 *   method: "get", path: "/links/:link_id", answer: linkSchema, versioned: true,
 *   problems: ["link.not_found"], example: { params: { link_id: EXAMPLE_IDS.link } },
 *   run: (ctx, { params }) => getLink(ctx, params.link_id),
 * });
 */
export function endpoint<
  const Path extends string,
  Query extends QuerySchema = undefined,
  Body extends BodySchema = undefined,
  Answer extends AnswerSchema = undefined,
>(definition: Definition<Path, Query, Body, Answer>): Endpoint {
  // The types of `run` are exact for whoever declares it, and kept by `mount`, which parses before it calls.
  return definition as unknown as Endpoint;
}
