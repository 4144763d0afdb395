/** The typed client of the Trackdesk API. Addresses, bodies and answers are those of the OpenAPI document. */
import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import type { components, paths } from "./api.generated.d.ts";

export type { components, paths };
export type Problem = components["schemas"]["Problem"];

/** What the API refused: a problem document, with a stable `code` to go by. */
export class TrackdeskError extends Error {
  override readonly name = "TrackdeskError";
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;
  /** Seconds after which the same call may go through. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export type TrackdeskOptions = {
  /** Of the installation, such as `https://partners.example`. */
  readonly baseUrl: string;
  /** `td_live_…` or `td_test_…`, on a server. In the browser of a signed-in person leave it out. */
  readonly apiKey?: string;
  /** The platform's own unless another is given. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

export type TrackdeskClient = Client<paths>;

const READS = new Set(["GET", "HEAD", "OPTIONS"]);
const PROBLEM = "application/problem+json";

/** Throws what the API refuses, so that a caller has only good answers to read. */
const throwsProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
    const problem = response.headers.get("content-type")?.startsWith(PROBLEM)
      ? ((await response.json()) as Problem)
      : unknownProblem(response);
    throw new TrackdeskError(problem, Number.isFinite(retryAfter) ? retryAfter : null);
  },
};

const unknownProblem = ({ status, headers }: Response): Problem => ({
  type: "about:blank",
  title: `Answered ${status}`,
  status,
  code: "client.no_problem_document",
  request_id: headers.get("x-request-id") ?? "",
});

/** A person's session is a cookie: what changes something also says who was told the token. */
function sendsCsrfToken(tokenOf: () => Promise<string>): Middleware {
  return {
    async onRequest({ request }) {
      if (READS.has(request.method)) return undefined;
      request.headers.set("x-csrf-token", await tokenOf());
      return request;
    },
  };
}

const sendsKey = (apiKey: string): Middleware => ({
  onRequest({ request }) {
    request.headers.set("authorization", `Bearer ${apiKey}`);
    return request;
  },
});

/**
 * @example
 * const trackdesk = createTrackdesk({ baseUrl: "https://partners.example", apiKey });
 * const { data } = await trackdesk.GET("/api/v1/commissions/{commission_id}/trace", {
 *   params: { path: { commission_id } },
 * });
 * @throws TrackdeskError whatever the API refuses; TypeError when it could not be reached
 */
export function createTrackdesk({ baseUrl, apiKey, fetch }: TrackdeskOptions): TrackdeskClient {
  const client = createFetchClient<paths>({
    baseUrl,
    ...(apiKey === undefined ? { credentials: "include" as const } : {}),
    ...(fetch === undefined ? {} : { fetch }),
  });
  let token: string | undefined;
  /** Kept once it is told: who signs in later, or was offline, is not refused for good. */
  const readToken = async () => {
    if (token !== undefined) return token;
    const request = new Request(new URL("/api/v1/me", baseUrl), { credentials: "include" });
    const answer = await (fetch ?? globalThis.fetch)(request);
    if (answer.ok) token = ((await answer.json()) as { csrf_token?: string }).csrf_token;
    return token ?? "";
  };
  client.use(apiKey === undefined ? sendsCsrfToken(readToken) : sendsKey(apiKey));
  client.use(throwsProblems);
  return client;
}

type Page<Item> = { readonly data: readonly Item[]; readonly next_cursor: string | null };

/**
 * Every item of a list, page after page.
 *
 * @example
 * for await (const link of everyItem((cursor) => trackdesk.GET("/api/v1/links", {
 *   params: { query: { program_id, ...(cursor && { cursor }) } },
 * }))) …
 */
export async function* everyItem<Item>(
  readPage: (cursor: string | undefined) => Promise<{ data?: Page<Item> | undefined }>,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const { data: page } = await readPage(cursor);
    yield* page?.data ?? [];
    cursor = page?.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
