/** `/api/v1/customers`: who buys, as far as it is known, and whom they are bound to. */
import {
  customerDetailsSchema,
  customersPageSchema,
  customersQuerySchema,
} from "../../../contract/customers.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { listCustomers } from "../../services/customers/list.ts";
import { readCustomer } from "../../services/customers/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const customerEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listCustomers",
    tag: "Customers",
    summary: "List a program's customers, or find one by your own id",
    description: "Customers who turned out to be one are listed once.",
    action: "customer.read",
    method: "get",
    path: "/customers",
    query: customersQuerySchema,
    answer: customersPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program } },
    run: (ctx, { query }) => listCustomers(ctx, query),
  }),
  endpoint({
    id: "getCustomer",
    tag: "Customers",
    summary: "Get a customer, with identities, bindings and the latest conversions",
    description: "An e-mail address is known by its hash alone.",
    action: "customer.read",
    method: "get",
    path: "/customers/:customer_id",
    answer: customerDetailsSchema,
    problems: ["customer.not_found"],
    example: { params: { customer_id: EXAMPLE_IDS.customer } },
    run: (ctx, { params }) => readCustomer(ctx, params.customer_id),
  }),
];
