import type { CustomerDetails } from "../../../contract/customers.ts";
import { isoTime } from "../../../contract/fields.ts";
import { PAGE_LIMIT } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { selectConversionPage } from "../../../db/queries/conversion-pages.ts";
import {
  type CustomerRow,
  findCustomer,
  selectCustomerParts,
  selectMergedInto,
} from "../../../db/queries/customer-pages.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { answerRows } from "../conversions/answer-rows.ts";
import { bindingAnswer, customerAnswer } from "./customer-answer.ts";

const customerNotFound = problem("customer.not_found");

/**
 * A customer with identities, bindings and the latest conversions, together with whoever was merged into
 * it. E-mail is known by its hash alone.
 * @throws ProblemError `customer.not_found`; PermissionDenied
 */
export async function readCustomer(ctx: ServiceContext, id: string): Promise<CustomerDetails> {
  assertAllowed(ctx.actor, "customer.read");
  const found = await findCustomer(ctx.db, id);
  if (found === null) throw customerNotFound();
  const { customer, organizationId } = found;
  const { programId, mode } = customer;
  assertAllowed(ctx.actor, "customer.read", { noun: "customer", organizationId, programId, mode });
  const merged = await selectMergedInto(ctx.db, [id]);
  const ids = [id, ...merged.map((one) => one.id)];
  const { identities, bindings } = await selectCustomerParts(ctx.db, ids);
  const live = bindings.find(({ endedAt, customerId }) => endedAt === null && customerId === id);
  return {
    ...customerAnswer(customer, live),
    aliases: merged.map((one) => ({ id: one.id, merged_at: isoTime(one.mergedAt ?? 0) })),
    identities: identities.map(({ kind, value, origin, createdAt }) => ({
      kind,
      value,
      origin,
      created_at: isoTime(createdAt),
    })),
    earlier_bindings: bindings.filter((one) => one !== live).map(bindingAnswer),
    conversions: await latestConversions(ctx, customer, ids),
  };
}

async function latestConversions(
  { db }: ServiceContext,
  { programId, mode }: CustomerRow,
  customerIds: readonly string[],
) {
  const rows = await selectConversionPage(db, {
    programId,
    mode,
    affiliateId: null,
    customerIds,
    type: null,
    commissionState: null,
    needsConfirmation: false,
    from: null,
    to: null,
    direction: "desc",
    limit: PAGE_LIMIT,
    after: null,
  });
  return rows.map(await answerRows(db, rows, null));
}
