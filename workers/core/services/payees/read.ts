import { readCursor, toPage } from "../../../contract/page.ts";
import type { PayeeProfile, PayeesPage, PayeesQuery } from "../../../contract/payees.ts";
import { problem } from "../../../contract/problem.ts";
import { findPayee, type PayeeRow, selectPayeePage } from "../../../db/queries/payees.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";
import { payeeProfile } from "./answer.ts";

const payeeNotFound = problem("payee.not_found");

/** An organization's payees, the newest first. @throws PermissionDenied */
export async function listPayees(
  ctx: ServiceContext,
  organizationId: string,
  { limit, cursor }: PayeesQuery,
): Promise<PayeesPage> {
  assertAllowed(ctx.actor, "payee.list", { noun: "organization", organizationId });
  const rows = await selectPayeePage(ctx.db, {
    organizationId,
    after: readCursor(cursor),
    limit: limit + 1,
  });
  return toPage(rows, limit, ({ createdAt, id }) => ({ value: createdAt, id }), payeeProfile);
}

/**
 * The payee, for whoever may do `action` to it.
 * @throws ProblemError `payee.not_found`; PermissionDenied
 */
export async function findAllowedPayee(
  ctx: ServiceContext,
  action: Action,
  id: string,
): Promise<PayeeRow> {
  assertAllowed(ctx.actor, action);
  const row = await findPayee(ctx.db, id);
  if (row === null) throw payeeNotFound();
  const { organizationId, userId } = row;
  assertAllowed(ctx.actor, action, {
    noun: "payee",
    organizationId,
    ...(userId === null ? {} : { userId }),
  });
  return row;
}

/** @throws ProblemError `payee.not_found`; PermissionDenied */
export async function readPayee(ctx: ServiceContext, id: string): Promise<PayeeProfile> {
  return payeeProfile(await findAllowedPayee(ctx, "payee.read", id));
}
