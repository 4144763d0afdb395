import { isoTime } from "../../../contract/fields.ts";
import type { OrganizationAnswer } from "../../../contract/organizations.ts";
import type { OrganizationRow } from "../../../db/queries/organizations.ts";
import type { Actor } from "../../../domain/actor.ts";
import type { MemberRole } from "../../../domain/roles.ts";

/** The actor's place in an organization's team. */
export const roleIn = (actor: Actor, organizationId: string): MemberRole | null =>
  actor.kind === "user"
    ? (actor.teams.find((team) => team.organizationId === organizationId)?.role ?? null)
    : null;

/** An organization as the API answers it to somebody of `role`. */
export const organizationAnswer = (
  row: OrganizationRow,
  role: MemberRole | null,
): OrganizationAnswer => ({
  id: row.id,
  name: row.name,
  country: row.country,
  exclusive_across_programs: row.exclusiveAcrossPrograms,
  require_two_factor: row.requireTwoFactor,
  role,
  created_at: isoTime(row.createdAt),
  version: row.version,
});
