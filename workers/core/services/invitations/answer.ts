import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { InvitationAnswer, InvitationState, Invited } from "../../../contract/invitations.ts";
import type { InvitationRow } from "../../../db/queries/invitations.ts";

export function invitationState(row: InvitationRow, now: number): InvitationState {
  if (row.acceptedAt !== null) return "accepted";
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt <= now ? "expired" : "open";
}

/** Without the address, for answers that are kept. */
export const invitationAnswer = (row: InvitationRow, now: number): InvitationAnswer => ({
  id: row.id,
  organization_id: row.organizationId,
  kind: row.kind,
  program_id: row.programId,
  group_id: row.groupId,
  role: row.role,
  state: invitationState(row, now),
  created_at: isoTime(row.createdAt),
  expires_at: isoTime(row.expiresAt),
  accepted_at: isoTimeOrNull(row.acceptedAt),
});

export const invited = (row: InvitationRow, now: number): Invited => ({
  ...invitationAnswer(row, now),
  email: row.email || null,
});
