import { programSettingsOf } from "../../../contract/program-settings.ts";
import type { ProgramEdit } from "../../../contract/programs.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { programSettings, settingsChanges } from "../../../domain/program-settings.ts";

/** Each field of a program by its name in the API. */
const COLUMNS = {
  name: "name",
  description: "description",
  currency: "currency",
  time_zone: "timeZone",
  slug: "slug",
  join_policy: "joinPolicy",
  application_form: "applicationForm",
  allowed_hosts: "allowedHosts",
  origins: "origins",
  token_param: "tokenParam",
  fallback_url: "fallbackUrl",
  utm: "utm",
} as const satisfies Record<Exclude<keyof ProgramEdit, "settings">, keyof ProgramRow>;
type Field = keyof typeof COLUMNS;

/** What an edit makes of a program's row: only what it names. Settings are kept as what is no default. */
export function rowChanges(
  program: Pick<ProgramRow, "settings">,
  { settings, ...fields }: ProgramEdit,
): Partial<ProgramRow> {
  const named = Object.entries(fields).filter(([, value]) => value !== undefined);
  const changes = Object.fromEntries(named.map(([name, value]) => [COLUMNS[name as Field], value]));
  if (settings === undefined) return changes;
  const whole = { ...programSettings(program.settings), ...programSettingsOf(settings) };
  return { ...changes, settings: settingsChanges(whole) };
}
