/** Versions of a program's terms (rules.md 3). */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  newTermsSchema,
  termsPageSchema,
  termsQuerySchema,
  termsSchema,
} from "../../../contract/terms.ts";
import { createTerms } from "../../services/terms/create.ts";
import { listTerms, readTerms } from "../../services/terms/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { program_id: EXAMPLE_IDS.program };

export const termsEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createTerms",
    tag: "Programs",
    summary: "Add a version to a program's terms",
    description:
      "Versions take effect in their order, and never in the past. Until an affiliate accepts a `must_accept` version the rewards from before it stay in force for him; from its deadline on he gets no new customers until he does.",
    action: "terms.write",
    method: "post",
    path: "/programs/:program_id/terms",
    body: newTermsSchema,
    status: 201,
    answer: termsSchema,
    problems: ["program.not_found", "terms.effective_too_early"],
    example: { params, body: { kind: "notice", text: "Be honest about what you recommend." } },
    run: (ctx, input) => createTerms(ctx, input.params.program_id, input.body),
  }),
  endpoint({
    id: "listTerms",
    tag: "Programs",
    summary: "List the versions of a program's terms, the latest first",
    action: "terms.read",
    method: "get",
    path: "/programs/:program_id/terms",
    query: termsQuerySchema,
    answer: termsPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { params },
    run: (ctx, { params, query }) => listTerms(ctx, params.program_id, query),
  }),
  endpoint({
    id: "getTerms",
    tag: "Programs",
    summary: "Get a version of a program's terms with its text",
    action: "terms.read",
    method: "get",
    path: "/programs/:program_id/terms/:version",
    answer: termsSchema,
    problems: ["program.not_found", "terms.not_found"],
    example: { params: { ...params, version: "1" } },
    run: (ctx, { params }) => readTerms(ctx, params.program_id, params.version),
  }),
];
