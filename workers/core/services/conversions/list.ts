import type { ConversionsPage, ConversionsQuery } from "../../../contract/conversions.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { selectConversionPage } from "../../../db/queries/conversion-pages.ts";
import { findCustomer, selectMergedInto } from "../../../db/queries/customer-pages.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { findScope, type Scope } from "../scope.ts";
import { answerRows } from "./answer-rows.ts";
import { readerOf } from "./conversion-answer.ts";

const customerNotFound = problem("customer.not_found");

/**
 * Conversions of a program, or of an affiliate or a customer of it, by event time.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `customer.not_found`; PermissionDenied
 */
export async function listConversions(
  ctx: ServiceContext,
  query: ConversionsQuery,
): Promise<ConversionsPage> {
  const scope = await findScope(ctx, "conversion.read", query);
  const rows = await selectConversionPage(ctx.db, {
    ...scope,
    customerIds: await customersOf(ctx, scope, query.customer_id),
    type: query.type ?? null,
    commissionState: query.commission_state ?? null,
    needsConfirmation: query.needs_confirmation !== undefined,
    from: query.from ?? null,
    to: query.to ?? null,
    direction: query.sort === "occurred_at" ? "asc" : "desc",
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  const answer = await answerRows(ctx.db, rows, readerOf(ctx.actor, scope.organizationId));
  return toPage(rows, query.limit, ({ sortAt, id }) => ({ value: sortAt, id }), answer);
}

/** The customer, and whoever turned out to be the same. */
async function customersOf(
  ctx: ServiceContext,
  { organizationId, programId }: Scope,
  customerId: string | undefined,
): Promise<string[] | null> {
  if (customerId === undefined) return null;
  assertAllowed(ctx.actor, "customer.read", { noun: "customer", organizationId, programId });
  const found = await findCustomer(ctx.db, customerId);
  if (found?.customer.programId !== programId) throw customerNotFound();
  const merged = await selectMergedInto(ctx.db, [customerId]);
  return [customerId, ...merged.map(({ id }) => id)];
}
