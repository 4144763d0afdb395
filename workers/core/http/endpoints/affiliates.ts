/** `/api/v1/affiliates`: memberships of a program. */
import {
  acceptTermsSchema,
  affiliateEditSchema,
  affiliateProfileSchema,
  affiliateSchema,
  affiliateStepSchema,
  affiliatesBulkAnswerSchema,
  affiliatesBulkSchema,
  affiliatesPageSchema,
  affiliatesQuerySchema,
  newAffiliateSchema,
} from "../../../contract/affiliates.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { affiliatePayeeSchema } from "../../../contract/payees.ts";
import { acceptTerms } from "../../services/affiliates/accept-terms.ts";
import { changeAffiliates } from "../../services/affiliates/bulk.ts";
import { changeAffiliateState, leaveProgram } from "../../services/affiliates/change-state.ts";
import { createAffiliate } from "../../services/affiliates/create.ts";
import { editAffiliate } from "../../services/affiliates/edit.ts";
import { listAffiliates, readAffiliate } from "../../services/affiliates/read.ts";
import { setPayee } from "../../services/affiliates/set-payee.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { params: { affiliate_id: EXAMPLE_IDS.affiliate } };

const reading: readonly Endpoint[] = [
  endpoint({
    id: "listAffiliates",
    tag: "Affiliates",
    summary: "List a program's affiliates",
    description:
      "`search` takes the beginning of a word of the name, of the address or of the code. Names and addresses are the accounts' own; an erased person has none.",
    action: "affiliate.list",
    method: "get",
    path: "/affiliates",
    query: affiliatesQuerySchema,
    answer: affiliatesPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program, state: "active", sort: "-created_at" } },
    run: (ctx, { query }) => listAffiliates(ctx, query),
  }),
  endpoint({
    id: "getAffiliate",
    tag: "Affiliates",
    summary: "Get an affiliate",
    action: "affiliate.read",
    method: "get",
    path: "/affiliates/:affiliate_id",
    answer: affiliateProfileSchema,
    versioned: true,
    problems: ["affiliate.not_found"],
    example: one,
    run: (ctx, { params }) => readAffiliate(ctx, params.affiliate_id),
  }),
];

const changing: readonly Endpoint[] = [
  endpoint({
    id: "createAffiliate",
    tag: "Affiliates",
    summary: "Add an affiliate without an account, active at once",
    description:
      "For partners whom your team looks after. Whoever is to sign in is invited, or applies. He gets a link to the program's front page and one behind `?via=code`.",
    action: "affiliate.create",
    method: "post",
    path: "/affiliates",
    body: newAffiliateSchema,
    status: 201,
    answer: affiliateSchema,
    problems: [
      "program.not_found",
      "program.ended",
      "affiliate.code_taken",
      "group.not_found",
      "payee.not_found",
      "payee.of_another_person",
    ],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        code: "coffee-blog",
        group_id: EXAMPLE_IDS.group,
        tags: ["blog"],
      },
    },
    run: (ctx, { body }) => createAffiliate(ctx, body),
  }),
  endpoint({
    id: "updateAffiliate",
    tag: "Affiliates",
    summary: "Change code, group or tags of an affiliate",
    description:
      "Links by the earlier code go on working. A change of group reaches customers who come later (`new`), or renewals of earlier ones as well (`renewals_too`).",
    action: "affiliate.edit",
    method: "patch",
    path: "/affiliates/:affiliate_id",
    body: affiliateEditSchema,
    answer: affiliateSchema,
    versioned: true,
    problems: ["affiliate.not_found", "affiliate.code_taken", "group.not_found"],
    example: { ...one, body: { code: "mara", tags: ["blog", "vip"] } },
    run: (ctx, { params, body }) => editAffiliate(ctx, params.affiliate_id, body),
  }),
  endpoint({
    id: "setAffiliatePayee",
    tag: "Affiliates",
    summary: "Say who is paid for an affiliate from now on",
    description:
      "An affiliate with an account is paid through his own payee, one without through one of the team's. What was earned before stays with the earlier payee.",
    action: "affiliate.set_payee",
    method: "put",
    path: "/affiliates/:affiliate_id/payee",
    body: affiliatePayeeSchema,
    answer: affiliateSchema,
    versioned: true,
    problems: ["affiliate.not_found", "payee.not_found", "payee.of_another_person"],
    example: { ...one, body: { payee_id: EXAMPLE_IDS.payee } },
    run: (ctx, { params, body }) => setPayee(ctx, params.affiliate_id, body.payee_id),
  }),
];

const steps: readonly Endpoint[] = [
  endpoint({
    id: "changeAffiliateState",
    tag: "Affiliates",
    summary: "Approve, reject, suspend, reinstate or ban an affiliate, from now on",
    description:
      "`approve` and `reject` decide the application, and the applicant is told by mail. `suspend` holds what comes and what is to be paid until `reinstate`. The history keeps each step with its time and reason.",
    action: "affiliate.change_state",
    method: "post",
    path: "/affiliates/:affiliate_id/state",
    body: affiliateStepSchema,
    answer: affiliateSchema,
    versioned: true,
    problems: [
      "affiliate.not_found",
      "affiliate.same_state",
      "affiliate.wrong_state",
      "application.not_open",
      "program.ended",
    ],
    example: { ...one, body: { step: "suspend", reason: "We look into last week's traffic." } },
    run: (ctx, { params, body }) =>
      changeAffiliateState(ctx, { affiliateId: params.affiliate_id, ...body }),
  }),
  endpoint({
    id: "changeAffiliates",
    tag: "Affiliates",
    summary: "Approve, reject, suspend, tag or untag up to 100 affiliates",
    description: "Each by itself, with a result by line: one that fails holds up no other.",
    action: "affiliate.change_state",
    method: "post",
    path: "/affiliates/bulk",
    body: affiliatesBulkSchema,
    answer: affiliatesBulkAnswerSchema,
    problems: ["affiliate.not_found"],
    example: {
      body: {
        action: "tag",
        affiliate_ids: [EXAMPLE_IDS.affiliate, EXAMPLE_IDS.otherAffiliate],
        tag: "spring",
      },
    },
    run: (ctx, { body }) => changeAffiliates(ctx, body),
  }),
  endpoint({
    id: "leaveProgram",
    tag: "Affiliates",
    summary: "Leave a program oneself",
    description:
      "In good standing: what was earned matures and is paid. Takes an open application back.",
    action: "affiliate.leave",
    method: "post",
    path: "/affiliates/:affiliate_id/leave",
    answer: affiliateSchema,
    problems: ["affiliate.not_found", "affiliate.same_state", "affiliate.wrong_state"],
    example: one,
    run: (ctx, { params }) => leaveProgram(ctx, params.affiliate_id),
  }),
  endpoint({
    id: "acceptTerms",
    tag: "Affiliates",
    summary: "Accept a version of the program's terms",
    description: "Accepting a version accepts those before it. Accepting it again changes nothing.",
    action: "affiliate.accept_terms",
    method: "post",
    path: "/affiliates/:affiliate_id/terms-acceptances",
    body: acceptTermsSchema,
    answer: affiliateSchema,
    problems: ["affiliate.not_found", "terms.not_found"],
    example: { ...one, body: { version: 1 } },
    run: (ctx, { params, body }) => acceptTerms(ctx, params.affiliate_id, body.version),
  }),
];

export const affiliateEndpoints: readonly Endpoint[] = [...reading, ...changing, ...steps];
