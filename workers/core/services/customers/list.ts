import type { CustomersPage, CustomersQuery } from "../../../contract/customers.ts";
import { type Page, readCursor, toPage } from "../../../contract/page.ts";
import {
  type CustomerRow,
  selectCustomerPage,
  selectCustomerRows,
  selectLiveBindings,
} from "../../../db/queries/customer-pages.ts";
import { selectCustomersByIdentity } from "../../../db/queries/customers.ts";
import type { ServiceContext } from "../context.ts";
import { findScope, type Scope } from "../scope.ts";
import { customerAnswer } from "./customer-answer.ts";

/**
 * A program's customers by when they were first seen; or the one with an id of the merchant's.
 * @throws ProblemError `program.not_found`; PermissionDenied
 */
export async function listCustomers(
  ctx: ServiceContext,
  query: CustomersQuery,
): Promise<CustomersPage> {
  const scope = await findScope(ctx, "customer.read", { ...query, affiliate_id: undefined });
  const { data, next_cursor } = await findRows(ctx, scope, query);
  const bindings = await selectLiveBindings(
    ctx.db,
    data.map(({ id }) => id),
  );
  return {
    data: data.map((row) =>
      customerAnswer(
        row,
        bindings.find(({ customerId }) => customerId === row.id),
      ),
    ),
    next_cursor,
  };
}

async function findRows(
  { db }: ServiceContext,
  scope: Scope,
  query: CustomersQuery,
): Promise<Page<CustomerRow>> {
  if (query.external_id !== undefined) {
    const identity = { origin: query.origin, kind: "external", value: query.external_id } as const;
    const found = await selectCustomersByIdentity(db, scope, [identity]);
    const data = await selectCustomerRows(
      db,
      found.map(({ customerId }) => customerId),
    );
    return { data, next_cursor: null };
  }
  const rows = await selectCustomerPage(db, {
    ...scope,
    direction: query.sort === "created_at" ? "asc" : "desc",
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  const position = ({ createdAt, id }: CustomerRow) => ({ value: createdAt, id });
  return toPage(rows, query.limit, position, (row) => row);
}
