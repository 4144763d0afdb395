import { isoTime } from "../../../contract/fields.ts";
import type { DeletionAnswer, MeAnswer } from "../../../contract/me.ts";
import type { DeletionRow } from "../../../db/queries/account.ts";
import type { UserRow } from "../../../db/queries/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { loadOwnAccount, ownActor } from "./self.ts";

/** Where somebody's photo is read. It changes with the photo, so that no cache shows the one before. */
export const photoPath = ({ id, image }: Pick<UserRow, "id" | "image">): string | null =>
  image === null ? null : `/api/v1/users/${id}/photo?v=${image.slice(-8)}`;

export const preferencesOf = ({ locale, timeZone, theme }: UserRow) => ({
  locale,
  time_zone: timeZone,
  theme,
});

export const deletionAnswer = ({ requestedAt, dueAt }: DeletionRow): DeletionAnswer => ({
  requested_at: isoTime(requestedAt),
  deleted_at: isoTime(dueAt),
});

/**
 * One's own account: who one is, where, and as what.
 * @throws ProblemError `auth.signed_out`; PermissionDenied
 */
export async function readMe(ctx: ServiceContext): Promise<Omit<MeAnswer, "csrf_token">> {
  const actor = ownActor(ctx, "account.read");
  const { user, teams, affiliates, deletion } = await loadOwnAccount(ctx, "account.read");
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      photo: photoPath(user),
      two_factor: user.twoFactorEnabled,
      created_at: isoTime(user.createdAt),
    },
    preferences: preferencesOf(user),
    teams: teams.map(({ organizationId, organization, role, requiresTwoFactor }) => ({
      organization_id: organizationId,
      organization,
      role,
      requires_two_factor: requiresTwoFactor,
    })),
    affiliates: affiliates.map((one) => ({
      affiliate_id: one.affiliateId,
      program_id: one.programId,
      program: one.program,
      organization_id: one.organizationId,
      state: one.state,
    })),
    platform_admin: actor.platformAdmin,
    deletion: deletion === null ? null : deletionAnswer(deletion),
  };
}
