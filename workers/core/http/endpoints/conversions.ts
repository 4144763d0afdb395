/** `/api/v1/conversions`: what was reported, whom it is credited to, and what a person decides about it. */
import {
  bulkApproveBodySchema,
  bulkDecisionsSchema,
  bulkRejectBodySchema,
  conversionDetailsSchema,
  conversionSchema,
  conversionsPageSchema,
  conversionsQuerySchema,
  conversionTraceSchema,
  reattributeBodySchema,
  rejectBodySchema,
} from "../../../contract/conversions.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { approveConversion } from "../../services/conversions/approve.ts";
import { approveConversions, rejectConversions } from "../../services/conversions/decide-many.ts";
import { listConversions } from "../../services/conversions/list.ts";
import { readConversion, readConversionTrace } from "../../services/conversions/read.ts";
import { reattributeConversion } from "../../services/conversions/reattribute.ts";
import { rejectConversion } from "../../services/conversions/reject.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { conversion_id: EXAMPLE_IDS.conversion };
const REASON = "The customer returned the goods to the shop";

const reading: readonly Endpoint[] = [
  endpoint({
    id: "listConversions",
    tag: "Conversions",
    summary: "List the conversions of a program, an affiliate or a customer",
    description:
      "Of a whole program, name at most one of `type`, `commission_state` and `needs_confirmation`. `from` is inclusive, `to` is not. An affiliate names `affiliate_id`, and reads neither order numbers nor customers.",
    action: "conversion.read",
    method: "get",
    path: "/conversions",
    query: conversionsQuerySchema,
    answer: conversionsPageSchema,
    csv: true,
    problems: [
      "program.not_found",
      "affiliate.not_found",
      "customer.not_found",
      "request.invalid_cursor",
    ],
    example: {
      query: {
        program_id: EXAMPLE_IDS.program,
        affiliate_id: EXAMPLE_IDS.affiliate,
        commission_state: "pending",
      },
    },
    run: (ctx, { query }) => listConversions(ctx, query),
  }),
  endpoint({
    id: "getConversion",
    tag: "Conversions",
    summary: "Get a conversion, with its references, items and commissions",
    action: "conversion.read",
    method: "get",
    path: "/conversions/:conversion_id",
    answer: conversionDetailsSchema,
    versioned: true,
    problems: ["conversion.not_found"],
    example: { params: one },
    run: (ctx, { params }) => readConversion(ctx, params.conversion_id),
  }),
  endpoint({
    id: "getConversionTrace",
    tag: "Conversions",
    summary: "Explain whom a conversion is credited to, and what was decided about it before",
    action: "conversion.read",
    method: "get",
    path: "/conversions/:conversion_id/trace",
    answer: conversionTraceSchema,
    problems: ["conversion.not_found"],
    example: { params: one },
    run: (ctx, { params }) => readConversionTrace(ctx, params.conversion_id),
  }),
];

const deciding: readonly Endpoint[] = [
  endpoint({
    id: "approveConversion",
    tag: "Conversions",
    summary: "Approve a conversion",
    description:
      "Approves its commissions that wait for a person; no hold gets shorter. A sale that a browser alone reported is confirmed, and decided again. Nothing changes where nothing waits.",
    action: "conversion.approve",
    method: "post",
    path: "/conversions/:conversion_id/approve",
    answer: conversionSchema,
    versioned: true,
    problems: [
      "conversion.not_found",
      "conversion.rejected",
      "commission.in_payout",
      "request.precondition_failed",
    ],
    example: { params: one },
    run: (ctx, { params }) => approveConversion(ctx, params.conversion_id),
  }),
  endpoint({
    id: "rejectConversion",
    tag: "Conversions",
    summary: "Reject a conversion with a reason",
    description:
      "It is credited to nobody, also if it is reported again. Commissions that were not paid are rejected; the affiliate reads the reason. What was paid stays paid.",
    action: "conversion.reject",
    method: "post",
    path: "/conversions/:conversion_id/reject",
    body: rejectBodySchema,
    answer: conversionSchema,
    versioned: true,
    problems: ["conversion.not_found", "commission.in_payout", "request.precondition_failed"],
    example: { params: one, body: { reason: REASON } },
    run: (ctx, { params, body }) => rejectConversion(ctx, params.conversion_id, body.reason),
  }),
  endpoint({
    id: "reattributeConversion",
    tag: "Conversions",
    summary: "Credit a conversion to another affiliate, or to nobody",
    description:
      "Commissions that were not paid move. One that was paid stays at your cost, unless `recover` takes it back from the next payouts; its affiliate reads the reason. The new commission is computed by the new affiliate's reward as of the event, and is held for at least 24 hours, but no hold starts again. It stands also if the conversion is reported again.",
    action: "conversion.reattribute",
    method: "post",
    path: "/conversions/:conversion_id/reattribute",
    body: reattributeBodySchema,
    answer: conversionSchema,
    versioned: true,
    problems: [
      "conversion.not_found",
      "affiliate.not_found",
      "conversion.same_affiliate",
      "conversion.affiliate_not_eligible",
      "commission.in_payout",
      "request.precondition_failed",
    ],
    example: {
      params: one,
      body: {
        affiliate_id: EXAMPLE_IDS.otherAffiliate,
        reason: "She showed us the newsletter with her link",
        move_binding: true,
      },
    },
    run: (ctx, { params, body }) => reattributeConversion(ctx, params.conversion_id, body),
  }),
];

const decidingMany: readonly Endpoint[] = [
  endpoint({
    id: "approveConversions",
    tag: "Conversions",
    summary: "Approve up to 100 conversions",
    description: "Each by itself: `lines` says in the same order what became of each.",
    action: "conversion.approve",
    method: "post",
    path: "/conversions/approve",
    body: bulkApproveBodySchema,
    answer: bulkDecisionsSchema,
    problems: [],
    example: { body: { conversion_ids: [EXAMPLE_IDS.conversion] } },
    run: (ctx, { body }) => approveConversions(ctx, body.conversion_ids),
  }),
  endpoint({
    id: "rejectConversions",
    tag: "Conversions",
    summary: "Reject up to 100 conversions with a reason",
    description: "Each by itself: `lines` says in the same order what became of each.",
    action: "conversion.reject",
    method: "post",
    path: "/conversions/reject",
    body: bulkRejectBodySchema,
    answer: bulkDecisionsSchema,
    problems: [],
    example: { body: { conversion_ids: [EXAMPLE_IDS.conversion], reason: REASON } },
    run: (ctx, { body }) => rejectConversions(ctx, body.conversion_ids, body.reason),
  }),
];

export const conversionEndpoints: readonly Endpoint[] = [...reading, ...deciding, ...decidingMany];
