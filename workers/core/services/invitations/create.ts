/** Inviting somebody by mail. */
import type {
  InvitationAnswer,
  NewAffiliateInvitation,
  NewMemberInvitation,
} from "../../../contract/invitations.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { isAffiliateByEmail, isGroupOf } from "../../../db/queries/affiliate-changes.ts";
import { type InvitationRow, isInvited, openInvitations } from "../../../db/queries/invitations.ts";
import { isMemberByEmail } from "../../../db/queries/members.ts";
import { invitations } from "../../../db/schema/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { actorName } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { addMail } from "../mails/add-mail.ts";
import { assertMayGive } from "../members/owners-only.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { loadProgram } from "../programs/load.ts";
import { invitationAnswer } from "./answer.ts";
import { invitationMail } from "./invitation-mail.ts";
import { newInvitationToken, VALID_MS } from "./token.ts";

const memberExists = problem("member.exists");
const affiliateExists = problem("affiliate.exists");
const invitationExists = problem("invitation.exists");
const programEnded = problem("program.ended");
const groupNotFound = problem("group.not_found");

type Subject = Pick<
  InvitationRow,
  "organizationId" | "kind" | "programId" | "groupId" | "role" | "email"
>;

async function invite(
  ctx: ServiceContext,
  action: Action,
  subject: Subject,
  message: string | null,
): Promise<InvitationAnswer> {
  const now = ctx.clock();
  if (await isInvited(ctx.db, subject, now)) throw invitationExists();
  const { token, sha256 } = await newInvitationToken();
  const row: InvitationRow = {
    ...subject,
    id: ctx.newId("inv"),
    tokenSha256: sha256,
    invitedBy: actorName(ctx.actor),
    createdAt: now,
    expiresAt: now + VALID_MS,
    acceptedAt: null,
    acceptedBy: null,
    revokedAt: null,
  };
  const { organizationId, programId, kind, role, groupId } = row;
  const answer = invitationAnswer(row, now);
  const batch = new WriteBatch(ctx.db);
  batch.assertUnchanged(openInvitations(row, now), 0);
  batch.insert(invitations, [row]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId,
      action,
      subjectId: row.id,
      before: null,
      after: { kind, role, groupId },
    }),
  ]);
  const sent = addMail(batch, ctx, await invitationMail(ctx, row, token, message));
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  sendSoon(ctx, [sent]);
  return answer;
}

/**
 * Invites somebody to an organization's team, for 14 days.
 * @throws ProblemError `member.owners_only`, `member.exists`, `invitation.exists`; PermissionDenied
 */
export function inviteMember(
  ctx: ServiceContext,
  organizationId: string,
  { email, role }: NewMemberInvitation,
): Promise<InvitationAnswer> {
  const action = "invitation.create";
  assertAllowed(ctx.actor, action, { noun: "organization", organizationId });
  assertMayGive(ctx.actor, organizationId, role);
  return retryLostRace(async () => {
    if (await isMemberByEmail(ctx.db, organizationId, email)) throw memberExists();
    const place = { programId: null, groupId: null };
    return invite(ctx, action, { ...place, organizationId, kind: "member", role, email }, null);
  });
}

/**
 * Invites somebody into a program as an affiliate, active as soon as it is accepted, for 14 days.
 * @throws ProblemError `program.not_found`, `program.ended`, `group.not_found`, `affiliate.exists`,
 *   `invitation.exists`; PermissionDenied
 */
export function inviteAffiliate(
  ctx: ServiceContext,
  programId: string,
  { email, group_id: groupId, message }: NewAffiliateInvitation,
): Promise<InvitationAnswer> {
  const action = "affiliate.create";
  return retryLostRace(async () => {
    const { organizationId, state } = await loadProgram(ctx, action, programId);
    if (state === "ended") throw programEnded();
    if (groupId !== null && !(await isGroupOf(ctx.db, groupId, programId))) throw groupNotFound();
    if (await isAffiliateByEmail(ctx.db, programId, email)) throw affiliateExists();
    const place = { organizationId, programId, groupId };
    return invite(ctx, action, { ...place, kind: "affiliate", role: null, email }, message || null);
  });
}
