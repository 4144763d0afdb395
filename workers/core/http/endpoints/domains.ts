/** A program's link domains: domains whose root paths are its links. */
import {
  domainsQuerySchema,
  linkDomainSchema,
  linkDomainsPageSchema,
  newDomainSchema,
} from "../../../contract/domains.ts";
import { EXAMPLE_IDS, EXAMPLE_SLUG } from "../../../contract/example-ids.ts";
import { listDomains } from "../../services/domains/list.ts";
import { addDomain, removeDomain } from "../../services/domains/write.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { program_id: EXAMPLE_IDS.program };

export const domainEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "addLinkDomain",
    tag: "Programs",
    summary: "Add a link domain",
    description:
      "The domain must also be routed to the edge Worker; the deployment guide says how. It belongs to one program of the installation.",
    action: "domain.write",
    method: "post",
    path: "/programs/:program_id/domains",
    body: newDomainSchema,
    status: 201,
    answer: linkDomainSchema,
    problems: ["program.not_found", "domain.taken", "domain.reserved"],
    example: { params, body: { domain: `links.${EXAMPLE_SLUG}.example` } },
    run: (ctx, input) => addDomain(ctx, input.params.program_id, input.body),
  }),
  endpoint({
    id: "listLinkDomains",
    tag: "Programs",
    summary: "List a program's link domains by name",
    action: "program.read",
    method: "get",
    path: "/programs/:program_id/domains",
    query: domainsQuerySchema,
    answer: linkDomainsPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { params },
    run: (ctx, { params, query }) => listDomains(ctx, params.program_id, query),
  }),
  endpoint({
    id: "removeLinkDomain",
    tag: "Programs",
    summary: "Give a link domain up",
    description: "Refused while links that have not ended stand on it.",
    action: "domain.write",
    method: "delete",
    path: "/programs/:program_id/domains/:domain",
    problems: ["program.not_found", "domain.not_found", "domain.in_use"],
    example: { params: { ...params, domain: `go.${EXAMPLE_SLUG}.example` } },
    run: (ctx, { params }) => removeDomain(ctx, params.program_id, params.domain),
  }),
];
