import { isoTime } from "../../../contract/fields.ts";
import { programSettingsAnswer } from "../../../contract/program-settings.ts";
import type { ProgramAnswer } from "../../../contract/programs.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import type { Actor } from "../../../domain/actor.ts";
import { refusalOf } from "../../../domain/permission.ts";
import { programSettings } from "../../../domain/program-settings.ts";

/**
 * Whether somebody who may read an organization's programs does so from the merchant's side, not only as
 * an affiliate. A member without the second factor that the team asks for counts as no member.
 */
export const isOnTeam = (actor: Actor, organizationId: string): boolean =>
  refusalOf(actor, "organization.read", { noun: "organization", organizationId }) === null ||
  actor.kind === "api_key" ||
  actor.kind === "system";

/**
 * A program as the API answers it.
 * @param whole also what affiliates do not learn: how reports are checked, and from where they may come
 */
export function programAnswer(row: ProgramRow, whole: boolean): ProgramAnswer {
  const settings = programSettings(row.settings);
  return {
    id: row.id,
    organization_id: row.organizationId,
    name: row.name,
    description: row.description,
    currency: row.currency,
    time_zone: row.timeZone,
    time_zone_fixed: row.timeZoneFixedAt !== null,
    state: row.state,
    slug: row.slug,
    join_policy: row.joinPolicy,
    application_form: row.applicationForm.map((field) => ({
      ...field,
      options: field.options && [...field.options],
    })),
    allowed_hosts: row.allowedHosts,
    click_window_days: settings.clickWindowDays,
    hold_days: settings.holdDays,
    fallback_url: row.fallbackUrl,
    utm: row.utm,
    token_param: row.tokenParam,
    origins: whole ? row.origins : null,
    settings: whole ? programSettingsAnswer(settings) : null,
    created_at: isoTime(row.createdAt),
    version: row.version,
  };
}
