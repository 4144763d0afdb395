/** Making and editing payees. Audit events and kept answers refer to them by id, and never by name. */
import type { NewPayee, PayeeAnswer, PayeeEdit } from "../../../contract/payees.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  attachPayeeToOwn,
  findPayeeOfUser,
  type PayeeRow,
  updatePayee,
} from "../../../db/queries/payees.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { payees } from "../../../db/schema/payees.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { payeeAnswer } from "./answer.ts";
import { findAllowedPayee } from "./read.ts";

const organizationNotFound = problem("organization.not_found");

/** Names a person's payee for the memberships that have none. @returns outbox rows, in the batch already */
function addToOwn(batch: WriteBatch, ctx: ServiceContext, row: PayeeRow): NewOutboxRow[] {
  const { actor } = ctx;
  batch.add(attachPayeeToOwn(row));
  const own = actor.kind === "user" ? actor.affiliates : [];
  const rows = own
    .filter(({ organizationId }) => organizationId === row.organizationId)
    .map(({ affiliateId }) => outboxRow(ctx, "affiliate.write", affiliateId));
  batch.insert(outbox, rows);
  return rows;
}

async function commitNew(
  ctx: ServiceContext,
  action: Action,
  { status, ...facts }: NewPayee & Pick<PayeeRow, "organizationId" | "userId"> & { status: number },
): Promise<PayeeAnswer> {
  const row: PayeeRow = { ...facts, id: ctx.newId("payee"), version: 1, createdAt: ctx.clock() };
  const { organizationId, userId, kind } = row;
  const answer = payeeAnswer(row);
  const batch = new WriteBatch(ctx.db);
  batch.insert(payees, [row]);
  const rows = userId === null ? [] : addToOwn(batch, ctx, row);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: null,
      action,
      subjectId: row.id,
      before: null,
      after: { kind, userId },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, status, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

async function commitEdit(
  ctx: ServiceContext,
  action: Action,
  row: PayeeRow,
  edit: PayeeEdit,
): Promise<PayeeAnswer> {
  const { before, after } = changedFields<Pick<PayeeRow, "kind" | "name">>(row, edit);
  const fields = Object.keys(after);
  if (fields.length === 0) return payeeAnswer(row);
  const answer = payeeAnswer({ ...row, ...edit, version: row.version + 1 });
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updatePayee(ctx.db, row, edit));
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: row.organizationId,
      programId: null,
      action,
      subjectId: row.id,
      before: "kind" in before ? { kind: before.kind } : {},
      after: { fields, ...("kind" in after ? { kind: after.kind } : {}) },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}

/**
 * Makes a payee for affiliates without an account, whom the merchant's team looks after.
 * @throws PermissionDenied
 */
export async function createPayee(
  ctx: ServiceContext,
  organizationId: string,
  input: NewPayee,
): Promise<PayeeAnswer> {
  assertAllowed(ctx.actor, "payee.create", { noun: "organization", organizationId });
  return commitNew(ctx, "payee.create", { ...input, organizationId, userId: null, status: 201 });
}

/** @throws ProblemError `payee.not_found`, `request.precondition_failed`; PermissionDenied */
export function editPayee(ctx: ServiceContext, id: string, edit: PayeeEdit): Promise<PayeeAnswer> {
  return retryLostRace(async () => {
    const row = await findAllowedPayee(ctx, "payee.write", id);
    assertExpectedVersion(ctx, row.version);
    return commitEdit(ctx, "payee.write", row, edit);
  });
}

/** The person, who is an affiliate of the organization: nobody else is paid by it. */
function assertAffiliateOf({ actor }: ServiceContext, organizationId: string): UserActor {
  const own =
    actor.kind === "user"
      ? actor.affiliates.find((one) => one.organizationId === organizationId)
      : undefined;
  if (actor.kind !== "user" || own === undefined) throw organizationNotFound();
  assertAllowed(actor, "payee.write_own", { noun: "organization", ...own });
  return actor;
}

/**
 * Says who one is oneself, to an organization that pays one: a person has one payee in each. A new one is
 * named at once for those of the person's memberships that have none.
 * @throws ProblemError `organization.not_found` for whoever is no affiliate of it
 */
export function writeOwnPayee(
  ctx: ServiceContext,
  organizationId: string,
  input: NewPayee,
): Promise<PayeeAnswer> {
  const action = "payee.write_own";
  assertAllowed(ctx.actor, action);
  const actor = assertAffiliateOf(ctx, organizationId);
  return retryLostRace(async () => {
    const row = await findPayeeOfUser(ctx.db, organizationId, actor.id);
    const facts = { ...input, organizationId, userId: actor.id, status: 200 };
    if (row === null) return commitNew(ctx, action, facts);
    assertExpectedVersion(ctx, row.version);
    return commitEdit(ctx, action, row, input);
  });
}
