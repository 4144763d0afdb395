/** Sending an invitation again, and taking it back. */
import type { InvitationAnswer } from "../../../contract/invitations.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  findInvitation,
  type InvitationRow,
  renewInvitation,
  revokeInvitationRow,
} from "../../../db/queries/invitations.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { addMail } from "../mails/add-mail.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { invitationAnswer } from "./answer.ts";
import { invitationMail } from "./invitation-mail.ts";
import { newInvitationToken, VALID_MS } from "./token.ts";

const invitationNotFound = problem("invitation.not_found");
const used = problem("invitation.used");
const revoked = problem("invitation.revoked");
const expired = problem("invitation.expired");
const sentJustNow = problem("invitation.sent_just_now");

/** Nobody's inbox is filled by a button that is pressed again and again. */
const RESEND_AFTER_MS = 60_000;

type InvitationAction = "invitation.resend" | "invitation.revoke";

async function findAllowed(
  ctx: ServiceContext,
  action: InvitationAction,
  id: string,
): Promise<InvitationRow> {
  assertAllowed(ctx.actor, action);
  const row = await findInvitation(ctx.db, id);
  if (row === null) throw invitationNotFound();
  const { organizationId } = row;
  assertAllowed(ctx.actor, action, { noun: "invitation", organizationId });
  if (row.acceptedAt !== null) throw used();
  return row;
}

const auditOf = (
  ctx: ServiceContext,
  { id, organizationId, programId }: InvitationRow,
  action: InvitationAction,
  after: Readonly<Record<string, unknown>>,
) => auditRow(ctx, { organizationId, programId, action, subjectId: id, before: null, after });

/**
 * Sends an invitation again with another link, good for 14 days from now; the earlier one is worthless.
 * @throws ProblemError `invitation.not_found`, `invitation.used`, `invitation.revoked`,
 *   `invitation.expired` when its address is forgotten, `invitation.sent_just_now` within a minute
 */
export function resendInvitation(ctx: ServiceContext, id: string): Promise<InvitationAnswer> {
  const action = "invitation.resend";
  return retryLostRace(async () => {
    const row = await findAllowed(ctx, action, id);
    if (row.revokedAt !== null) throw revoked();
    if (row.email === "") throw expired();
    const now = ctx.clock();
    const againAt = row.expiresAt - VALID_MS + RESEND_AFTER_MS;
    if (now < againAt) throw sentJustNow({ retryAfter: Math.ceil((againAt - now) / 1_000) });
    const { token, sha256 } = await newInvitationToken();
    const expiresAt = now + VALID_MS;
    const answer = invitationAnswer({ ...row, expiresAt }, now);
    const batch = new WriteBatch(ctx.db);
    batch.guarded(renewInvitation(row, sha256, expiresAt));
    batch.insert(auditEvents, [auditOf(ctx, row, action, { expiresAt })]);
    const sent = addMail(batch, ctx, await invitationMail(ctx, row, token, null));
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    sendSoon(ctx, [sent]);
    return answer;
  });
}

/**
 * Takes an invitation back, and forgets whom it was for. Again changes nothing.
 * @throws ProblemError `invitation.not_found`, `invitation.used`
 */
export function revokeInvitation(ctx: ServiceContext, id: string): Promise<InvitationAnswer> {
  const action = "invitation.revoke";
  return retryLostRace(async () => {
    const row = await findAllowed(ctx, action, id);
    const now = ctx.clock();
    if (row.revokedAt !== null) return invitationAnswer(row, now);
    const answer = invitationAnswer({ ...row, revokedAt: now }, now);
    const batch = new WriteBatch(ctx.db);
    batch.guarded(revokeInvitationRow(row, now));
    batch.insert(auditEvents, [auditOf(ctx, row, action, { revokedAt: now })]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
}
