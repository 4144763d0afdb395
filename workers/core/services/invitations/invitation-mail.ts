import type { NewMail } from "../../../contract/mails.ts";
import type { InvitationRow } from "../../../db/queries/invitations.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { findAddressee, findOrganizationName } from "../../../db/queries/members.ts";
import type { ServiceContext } from "../context.ts";
import { invitationPath, VALID_DAYS } from "./token.ts";

/**
 * The mail of an invitation. It is in English, or whatever the installation's default is: nothing is known
 * of whoever gets it.
 */
export async function invitationMail(
  ctx: ServiceContext,
  row: InvitationRow,
  token: string,
  message: string | null,
): Promise<NewMail> {
  const organization = (await findOrganizationName(ctx.db, row.organizationId)) ?? "";
  const { organizationId, programId, role } = row;
  const letter = { path: invitationPath(token), validDays: VALID_DAYS };
  if (programId !== null) {
    const program = (await findProgram(ctx.db, programId))?.name ?? "";
    return {
      kind: "affiliate_invitation",
      params: { ...letter, organization, program, message },
      to: row.email,
      organizationId,
      programId,
    };
  }
  const inviter = (await findAddressee(ctx.db, row.invitedBy))?.name || organization;
  return {
    kind: "member_invitation",
    params: { ...letter, organization, inviter, role: role ?? "viewer" },
    to: row.email,
    organizationId,
  };
}
