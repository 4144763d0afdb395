import { isoTime } from "../../../contract/fields.ts";
import type {
  InvitationLookup,
  InvitationsPage,
  InvitationsQuery,
} from "../../../contract/invitations.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { findInvitationByToken, selectInvitationPage } from "../../../db/queries/invitations.ts";
import { maskedEmail } from "../../../domain/masked-email.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import type { ServiceContext } from "../context.ts";
import { invitationState, invited } from "./answer.ts";

const invitationNotFound = problem("invitation.not_found");

/** An organization's invitations, the newest first. @throws PermissionDenied */
export async function listInvitations(
  ctx: ServiceContext,
  organizationId: string,
  { kind, limit, cursor }: InvitationsQuery,
): Promise<InvitationsPage> {
  assertAllowed(ctx.actor, "invitation.read", { noun: "organization", organizationId });
  const rows = await selectInvitationPage(ctx.db, {
    organizationId,
    kind,
    after: readCursor(cursor),
    limit: limit + 1,
  });
  const now = ctx.clock();
  return toPage(
    rows,
    limit,
    ({ createdAt, id }) => ({ value: createdAt, id }),
    (row) => invited(row, now),
  );
}

/**
 * What an invitation is for, for whoever has its link and is perhaps not signed in yet.
 * @throws ProblemError `invitation.not_found`
 */
export async function lookUpInvitation(
  ctx: ServiceContext,
  token: string,
): Promise<InvitationLookup> {
  assertAllowed(ctx.actor, "invitation.look_up");
  const found = await findInvitationByToken(ctx.db, await sha256Hex(token));
  if (found === null) throw invitationNotFound();
  const { invitation, organization, program } = found;
  return {
    kind: invitation.kind,
    organization,
    program: program?.name ?? null,
    role: invitation.role,
    email: invitation.email === "" ? null : maskedEmail(invitation.email),
    state: invitationState(invitation, ctx.clock()),
    expires_at: isoTime(invitation.expiresAt),
  };
}
