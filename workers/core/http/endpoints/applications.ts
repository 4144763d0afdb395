/** `/api/v1/applications`: who wishes to join a program, and what was decided. */
import {
  applicationProfileSchema,
  applicationSchema,
  applicationsPageSchema,
  applicationsQuerySchema,
  appliedSchema,
  applySchema,
  approveApplicationSchema,
  rejectApplicationSchema,
} from "../../../contract/applications.ts";
import { EXAMPLE_IDS, EXAMPLE_SLUG } from "../../../contract/example-ids.ts";
import { applyToProgram } from "../../services/applications/apply.ts";
import { decideApplication } from "../../services/applications/decide.ts";
import { listApplications, readApplication } from "../../services/applications/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { params: { application_id: EXAMPLE_IDS.application } };
const decisions = [
  "application.not_found",
  "application.decided",
  "affiliate.wrong_state",
  "program.ended",
] as const;

export const applicationEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "applyToProgram",
    tag: "Affiliates",
    summary: "Apply to a program in your own name",
    description:
      "By the slug of the program's page. Where the program takes everybody you are active at once, else somebody decides. Applying again while that waits changes nothing; after a rejection you may apply again. A recruiter is fixed by the first application that names one.",
    action: "affiliate.apply",
    method: "post",
    path: "/public/programs/:slug/applications",
    body: applySchema,
    status: 201,
    answer: appliedSchema,
    problems: [
      "program.not_found",
      "program.ended",
      "application.invitation_needed",
      "affiliate.wrong_state",
      "affiliate.terms_not_accepted",
    ],
    example: { params: { slug: EXAMPLE_SLUG }, body: { answers: {}, accepted_terms_version: 1 } },
    run: (ctx, { params, body }) => applyToProgram(ctx, params.slug, body),
  }),
  endpoint({
    id: "listApplications",
    tag: "Affiliates",
    summary: "List applications to a program, those that wait first",
    action: "application.read",
    method: "get",
    path: "/applications",
    query: applicationsQuerySchema,
    answer: applicationsPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program } },
    run: (ctx, { query }) => listApplications(ctx, query),
  }),
  endpoint({
    id: "getApplication",
    tag: "Affiliates",
    summary: "Get an application with its answers",
    action: "application.read",
    method: "get",
    path: "/applications/:application_id",
    answer: applicationProfileSchema,
    versioned: true,
    problems: ["application.not_found"],
    example: one,
    run: (ctx, { params }) => readApplication(ctx, params.application_id),
  }),
  endpoint({
    id: "approveApplication",
    tag: "Affiliates",
    summary: "Approve an application: the affiliate is active from now on",
    description:
      "The applicant is told by mail, and has a link to the program's front page and one behind `?via=code`.",
    action: "application.decide",
    method: "post",
    path: "/applications/:application_id/approve",
    body: approveApplicationSchema,
    answer: applicationSchema,
    versioned: true,
    problems: decisions,
    example: one,
    run: (ctx, { params }) =>
      decideApplication(ctx, {
        applicationId: params.application_id,
        step: "approve",
        reason: null,
      }),
  }),
  endpoint({
    id: "rejectApplication",
    tag: "Affiliates",
    summary: "Reject an application",
    description:
      "The applicant is told by mail, with the reason if there is one, and may apply again.",
    action: "application.decide",
    method: "post",
    path: "/applications/:application_id/reject",
    body: rejectApplicationSchema,
    answer: applicationSchema,
    versioned: true,
    problems: decisions,
    example: { ...one, body: { reason: "Your site does not fit our product yet." } },
    run: (ctx, { params, body }) =>
      decideApplication(ctx, {
        applicationId: params.application_id,
        step: "reject",
        reason: body.reason,
      }),
  }),
];
