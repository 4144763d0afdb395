/** `/api/v1/commissions`: what affiliates earn, and why. */
import {
  commissionSchema,
  commissionsPageSchema,
  commissionsQuerySchema,
  commissionTraceSchema,
} from "../../../contract/commissions.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { listCommissions, readCommission, readTrace } from "../../services/commissions/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { params: { commission_id: EXAMPLE_IDS.commission } };

export const commissionEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listCommissions",
    tag: "Commissions",
    summary: "List the commissions of an affiliate or a program, the latest event first",
    description: "Amounts are minor units of `currency`. A key sees those of its own mode.",
    action: "commission.read",
    method: "get",
    path: "/commissions",
    query: commissionsQuerySchema,
    answer: commissionsPageSchema,
    csv: true,
    problems: ["affiliate.not_found", "program.not_found", "request.invalid_cursor"],
    example: { query: { affiliate_id: EXAMPLE_IDS.affiliate, limit: "50" } },
    run: (ctx, { query }) => listCommissions(ctx, query),
  }),
  endpoint({
    id: "getCommission",
    tag: "Commissions",
    summary: "Get a commission",
    action: "commission.read",
    method: "get",
    path: "/commissions/:commission_id",
    answer: commissionSchema,
    problems: ["commission.not_found"],
    example: one,
    run: (ctx, { params }) => readCommission(ctx, params.commission_id),
  }),
  endpoint({
    id: "getCommissionTrace",
    tag: "Commissions",
    summary:
      "Explain a commission: why this affiliate, which reward, and how the amount came about",
    description:
      "The sentences are for people. An affiliate reads his own part; `attribution.trace` is the merchant's alone.",
    action: "commission.read",
    method: "get",
    path: "/commissions/:commission_id/trace",
    answer: commissionTraceSchema,
    problems: ["commission.not_found"],
    example: one,
    run: (ctx, { params }) => readTrace(ctx, params.commission_id),
  }),
];
