/** `/api/v1/payees`: the legal persons whom an organization pays. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  newPayeeSchema,
  payeeEditSchema,
  payeeProfileSchema,
  payeeSchema,
  payeesPageSchema,
  payeesQuerySchema,
} from "../../../contract/payees.ts";
import { listPayees, readPayee } from "../../services/payees/read.ts";
import { createPayee, editPayee, writeOwnPayee } from "../../services/payees/write.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const ofOrganization = { params: { organization_id: EXAMPLE_IDS.organization } };
const one = { params: { payee_id: EXAMPLE_IDS.payee } };

export const payeeEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listPayees",
    tag: "Payees",
    summary: "List an organization's payees, the newest first",
    action: "payee.list",
    method: "get",
    path: "/organizations/:organization_id/payees",
    query: payeesQuerySchema,
    answer: payeesPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { ...ofOrganization, query: { limit: "50" } },
    run: (ctx, { params, query }) => listPayees(ctx, params.organization_id, query),
  }),
  endpoint({
    id: "getPayee",
    tag: "Payees",
    summary: "Get a payee",
    action: "payee.read",
    method: "get",
    path: "/payees/:payee_id",
    answer: payeeProfileSchema,
    versioned: true,
    problems: ["payee.not_found"],
    example: one,
    run: (ctx, { params }) => readPayee(ctx, params.payee_id),
  }),
  endpoint({
    id: "createPayee",
    tag: "Payees",
    summary: "Make a payee for affiliates without an account",
    description: "Name it for an affiliate by `PUT /affiliates/{affiliate_id}/payee`.",
    action: "payee.create",
    method: "post",
    path: "/organizations/:organization_id/payees",
    body: newPayeeSchema,
    status: 201,
    answer: payeeSchema,
    problems: ["organization.not_found"],
    example: { ...ofOrganization, body: { kind: "company", name: "Coffee Blog Ltd" } },
    run: (ctx, { params, body }) => createPayee(ctx, params.organization_id, body),
  }),
  endpoint({
    id: "writeOwnPayee",
    tag: "Payees",
    summary: "Say who you are to an organization that pays you",
    description:
      "A person has one payee in each organization. A new one is named at once for those of your memberships that have none.",
    action: "payee.write_own",
    method: "put",
    path: "/organizations/:organization_id/payees/own",
    body: newPayeeSchema,
    answer: payeeSchema,
    versioned: true,
    problems: ["organization.not_found"],
    example: { ...ofOrganization, body: { kind: "person", name: "Mara Example" } },
    run: (ctx, { params, body }) => writeOwnPayee(ctx, params.organization_id, body),
  }),
  endpoint({
    id: "updatePayee",
    tag: "Payees",
    summary: "Change name or kind of a payee",
    action: "payee.write",
    method: "patch",
    path: "/payees/:payee_id",
    body: payeeEditSchema,
    answer: payeeSchema,
    versioned: true,
    problems: ["payee.not_found"],
    example: { ...one, body: { name: "Mara Example-Meyer" } },
    run: (ctx, { params, body }) => editPayee(ctx, params.payee_id, body),
  }),
];
