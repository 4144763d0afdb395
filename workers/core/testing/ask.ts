/** Runs the documented example of an endpoint, or a changed one, against a company of the tests. */
import type { Actor } from "../../domain/actor.ts";
import type { Endpoint, EndpointExample } from "../http/endpoint.ts";
import { type ApiTestAnswer, callApi } from "./api.ts";
import { type Company, inCompany } from "./company.ts";
import { PIXEL } from "./pixel.ts";

const CONTENT_TYPES = { csv: "text/csv", file: "image/png" } as const;

const bodyOf = (endpoint: Endpoint, body: unknown) =>
  endpoint.body === "file" ? (body ?? PIXEL) : body;

const contentTypeOf = ({ body }: Endpoint): Record<string, string> =>
  body === "csv" || body === "file" ? { "content-type": CONTENT_TYPES[body] } : {};

/** Sends `example` of `endpoint`; ids of the documentation stand for the company's. */
export function ask(
  endpoint: Endpoint,
  company: Company,
  actor: Actor,
  example: EndpointExample = endpoint.example,
  headers: Readonly<Record<string, string>> = {},
  bindings: Partial<Cloudflare.Env> = {},
): Promise<ApiTestAnswer> {
  const { params = {}, query, body } = inCompany(example, company);
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params[name] ?? "missing").toWellFormed()),
  );
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  return callApi(`${path}${search}`, {
    actor,
    method: endpoint.method.toUpperCase(),
    body: bodyOf(endpoint, body),
    headers: { ...contentTypeOf(endpoint), ...headers },
    bindings,
  });
}
