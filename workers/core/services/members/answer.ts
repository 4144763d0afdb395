import { isoTime } from "../../../contract/fields.ts";
import type { MemberAnswer, MemberProfile } from "../../../contract/members.ts";
import type { MemberProfileRow, MemberRow } from "../../../db/queries/members.ts";

export const memberAnswer = (row: MemberRow): MemberAnswer => ({
  organization_id: row.organizationId,
  user_id: row.userId,
  role: row.role,
  created_at: isoTime(row.createdAt),
  version: row.version,
});

export const memberProfile = ({ member, name, email, twoFactor }: MemberProfileRow) =>
  ({
    ...memberAnswer(member),
    name: name || null,
    email: email || null,
    two_factor: twoFactor ?? false,
  }) satisfies MemberProfile;
