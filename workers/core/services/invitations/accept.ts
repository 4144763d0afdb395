/** Accepting an invitation: once, by whoever owns the address that it was sent to. */
import type { AcceptedInvitation, AcceptInvitation } from "../../../contract/invitations.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  findInvitationByToken,
  type InvitationRow,
  type InvitationWithPlace,
  useInvitation,
} from "../../../db/queries/invitations.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { findAddressee, findMember } from "../../../db/queries/members.ts";
import { findMembershipOfUser } from "../../../db/queries/memberships.ts";
import { members } from "../../../db/schema/members.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { MemberRole } from "../../../domain/roles.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { assertTermsRead } from "../affiliates/accept-terms.ts";
import { addInvited } from "../affiliates/join-invited.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import type { NewOutboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";

const invitationNotFound = problem("invitation.not_found");
const otherAddress = problem("invitation.other_address");
const used = problem("invitation.used");
const revoked = problem("invitation.revoked");
const expired = problem("invitation.expired");
const signedOut = problem("auth.signed_out");

/** What the invitation has made of the person, where it was accepted before. */
async function earlier(
  ctx: ServiceContext,
  { invitation, program }: InvitationWithPlace,
  userId: string,
): Promise<AcceptedInvitation | null> {
  if (invitation.acceptedAt === null) return null;
  if (invitation.acceptedBy !== userId) throw used();
  const membership =
    program === null ? null : await findMembershipOfUser(ctx.db, program.id, userId);
  const member =
    invitation.kind === "member"
      ? await findMember(ctx.db, invitation.organizationId, userId)
      : null;
  return accepted(invitation, member?.role ?? null, membership?.affiliate.id ?? null);
}

const accepted = (
  { kind, organizationId, programId }: InvitationRow,
  role: MemberRole | null,
  affiliateId: string | null,
): AcceptedInvitation => ({
  kind,
  organization_id: organizationId,
  role,
  program_id: programId,
  affiliate_id: affiliateId,
});

/** The address of the account must be the one that the mail went to: a forwarded link opens nothing. */
async function assertOpenTo(
  ctx: ServiceContext,
  invitation: InvitationRow,
  userId: string,
): Promise<void> {
  if (invitation.revokedAt !== null) throw revoked();
  const account = await findAddressee(ctx.db, userId);
  if (account === null) throw signedOut();
  if (invitation.email !== "" && account.email !== invitation.email) throw otherAddress();
  if (invitation.email === "" || invitation.expiresAt <= ctx.clock()) throw expired();
}

/** Somebody who has become a member meanwhile keeps the role that was given then. */
async function addMember(
  batch: WriteBatch,
  ctx: ServiceContext,
  invitation: InvitationRow,
  userId: string,
): Promise<AcceptedInvitation> {
  const { organizationId } = invitation;
  const present = await findMember(ctx.db, organizationId, userId);
  const role = present?.role ?? invitation.role ?? "viewer";
  if (present === null) {
    batch.insert(members, [{ organizationId, userId, role, createdAt: ctx.clock() }]);
  }
  return accepted(invitation, role, null);
}

async function addAffiliate(
  batch: WriteBatch,
  ctx: ServiceContext,
  { invitation, program }: { invitation: InvitationRow; program: ProgramRow },
  { userId, termsRead }: { userId: string; termsRead: number | undefined },
): Promise<{ answer: AcceptedInvitation; rows: NewOutboxRow[] }> {
  const termsVersion = await assertTermsRead(ctx, program.id, termsRead);
  const { groupId } = invitation;
  const joined = await addInvited(batch, ctx, { program, userId, groupId, termsVersion });
  return { answer: accepted(invitation, null, joined.affiliate.id), rows: joined.rows };
}

async function commit(
  ctx: ServiceContext,
  { invitation, program }: InvitationWithPlace,
  userId: string,
  input: AcceptInvitation,
): Promise<AcceptedInvitation> {
  const batch = new WriteBatch(ctx.db);
  batch.guarded(useInvitation(invitation, userId, ctx.clock()));
  const { answer, rows } =
    program === null
      ? { answer: await addMember(batch, ctx, invitation, userId), rows: [] }
      : await addAffiliate(
          batch,
          ctx,
          { invitation, program },
          { userId, termsRead: input.accepted_terms_version },
        );
  const { organizationId, programId, id } = invitation;
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId,
      action: "invitation.accept",
      subjectId: id,
      before: null,
      after: { userId, role: answer.role, affiliateId: answer.affiliate_id },
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Accepts an invitation in one's own name: becomes a member of the team with its role, or an affiliate of
 * the program, active at once. Accepting it again, also at the same time, answers the same.
 * @throws ProblemError `invitation.not_found`, `invitation.other_address`, `invitation.used` by somebody
 *   else, `invitation.revoked`, `invitation.expired`, `affiliate.wrong_state`, `program.ended`,
 *   `affiliate.terms_not_accepted`
 */
export function acceptInvitation(
  ctx: ServiceContext,
  input: AcceptInvitation,
): Promise<AcceptedInvitation> {
  const action = "invitation.accept";
  assertAllowed(ctx.actor, action);
  const { actor } = ctx;
  if (actor.kind !== "user") throw signedOut();
  return retryLostRace(async () => {
    const found = await findInvitationByToken(ctx.db, await sha256Hex(input.token));
    if (found === null) throw invitationNotFound();
    const { organizationId } = found.invitation;
    assertAllowed(actor, action, { noun: "invitation", organizationId, userId: actor.id });
    const before = await earlier(ctx, found, actor.id);
    if (before !== null) return before;
    await assertOpenTo(ctx, found.invitation, actor.id);
    return commit(ctx, found, actor.id, input);
  });
}
