/** Balances of affiliates, and what people add to them or take off. */
import {
  adjustmentSchema,
  adjustmentsPageSchema,
  adjustmentsQuerySchema,
  newAdjustmentSchema,
  newTransferSchema,
  transferSchema,
} from "../../../contract/adjustments.ts";
import {
  balanceQuerySchema,
  balanceSchema,
  balancesPageSchema,
  balancesQuerySchema,
} from "../../../contract/balances.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { createAdjustment } from "../../services/adjustments/create.ts";
import { listAdjustments } from "../../services/adjustments/list.ts";
import { createTransfer } from "../../services/adjustments/transfer.ts";
import { listBalances, readBalance } from "../../services/balances/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const ofAffiliate = { params: { affiliate_id: EXAMPLE_IDS.affiliate } };

export const balanceEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "getAffiliateBalance",
    tag: "Balances",
    summary: "Get what an affiliate has earned, is owed and was paid, by currency",
    description:
      "Sums of the ledger in minor units: `pending` and `payable` less `debt` are its accounts. A key sees its own mode.",
    action: "balance.read",
    method: "get",
    path: "/affiliates/:affiliate_id/balance",
    query: balanceQuerySchema,
    answer: balanceSchema,
    problems: ["affiliate.not_found"],
    example: ofAffiliate,
    run: (ctx, { params, query }) => readBalance(ctx, params.affiliate_id, query),
  }),
  endpoint({
    id: "listBalances",
    tag: "Balances",
    summary: "List the balances of an organization's affiliates, by affiliate and currency",
    description: "Affiliates of whom nothing was ever booked are not listed.",
    action: "balance.list",
    method: "get",
    path: "/organizations/:organization_id/balances",
    query: balancesQuerySchema,
    answer: balancesPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { params: { organization_id: EXAMPLE_IDS.organization }, query: { limit: "50" } },
    run: (ctx, { params, query }) => listBalances(ctx, params.organization_id, query),
  }),
  endpoint({
    id: "listAdjustments",
    tag: "Balances",
    summary: "List what people added to balances or took off them, the latest first",
    action: "adjustment.read",
    method: "get",
    path: "/adjustments",
    query: adjustmentsQuerySchema,
    answer: adjustmentsPageSchema,
    csv: true,
    problems: ["affiliate.not_found", "program.not_found", "request.invalid_cursor"],
    example: { query: { affiliate_id: EXAMPLE_IDS.affiliate, limit: "50" } },
    run: (ctx, { query }) => listAdjustments(ctx, query),
  }),
  endpoint({
    id: "createAdjustment",
    tag: "Balances",
    summary: "Give an affiliate a bonus, adjust the balance, or write off a debt",
    description:
      "Payable at once, in the program's currency. An adjustment below zero may leave a debt, which later payouts keep. A write-off lets go of a debt or a part of it, never of more. Never changed afterwards: another adjustment corrects it. The affiliate reads the reason.",
    action: "adjustment.create",
    method: "post",
    path: "/affiliates/:affiliate_id/adjustments",
    body: newAdjustmentSchema,
    status: 201,
    answer: adjustmentSchema,
    fresh: true,
    problems: ["affiliate.not_found", "adjustment.over_debt"],
    example: {
      ...ofAffiliate,
      body: { kind: "bonus", amount: 5_000, reason: "The best month of the year" },
    },
    run: (ctx, { params, body }) => createAdjustment(ctx, params.affiliate_id, body),
  }),
  endpoint({
    id: "createTransfer",
    tag: "Balances",
    summary: "Move what is payable to a program of another currency, at a rate that you state",
    description:
      "One transaction of two legs, between two affiliates who have the same payee. The received amount is rounded half to even. At most what is payable can be moved.",
    action: "adjustment.create",
    method: "post",
    path: "/affiliates/:affiliate_id/transfers",
    body: newTransferSchema,
    status: 201,
    answer: transferSchema,
    fresh: true,
    problems: [
      "affiliate.not_found",
      "transfer.other_payee",
      "transfer.same_currency",
      "transfer.over_payable",
      "transfer.out_of_range",
    ],
    example: {
      ...ofAffiliate,
      body: {
        to_affiliate_id: EXAMPLE_IDS.dollarAffiliate,
        amount: 1_000,
        rate: "1.0843",
        reason: "Against the debt of the dollar program",
      },
    },
    run: (ctx, { params, body }) => createTransfer(ctx, params.affiliate_id, body),
  }),
];
