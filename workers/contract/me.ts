/** Bodies and answers of `/me`: one's own account. */
import * as z from "zod";
import { MEMBER_ROLES } from "../domain/roles.ts";
import { AFFILIATE_STATES } from "../domain/states.ts";
import { idOf, line, timestamp } from "./fields.ts";
import { MAIL_LOCALES } from "./mails.ts";

const NAME_LENGTH_MAX = 100;
const ZONE_LENGTH_MAX = 64;

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const locale = z.enum(MAIL_LOCALES);
const theme = z.enum(["light", "dark"]);
/** An area and a city, or UTC; an offset is no zone. */
const timeZone = z
  .string()
  .max(ZONE_LENGTH_MAX)
  .regex(/^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/, "Must be a time zone of IANA")
  .refine(isTimeZone, "Must be a time zone of IANA");

export const meEditSchema = z.strictObject({
  name: line(NAME_LENGTH_MAX).optional(),
  /** `null`: English, until the person has chosen. */
  locale: locale.nullable().optional(),
  time_zone: timeZone.nullable().optional(),
  /** `null`: the system's. */
  theme: theme.nullable().optional(),
});
export type MeEdit = z.output<typeof meEditSchema>;

export const preferencesSchema = z.object({
  locale: z.string().nullable(),
  time_zone: z.string().nullable(),
  theme: theme.nullable(),
});

/** What is changed, without the name, which kept answers leave out. */
export const meEditedSchema = z.object({
  id: idOf("usr"),
  preferences: preferencesSchema,
  updated_at: timestamp,
});
export type MeEditedAnswer = z.output<typeof meEditedSchema>;

const role = z.enum(MEMBER_ROLES);

export const deletionSchema = z.object({
  requested_at: timestamp,
  /** Not before. Until then it can be called off. */
  deleted_at: timestamp,
});
export type DeletionAnswer = z.output<typeof deletionSchema>;

export const meSchema = z.object({
  user: z.object({
    id: idOf("usr"),
    name: z.string(),
    email: z.string(),
    /** Where the photo is, below the installation's origin; `null` without one. */
    photo: z.string().nullable(),
    two_factor: z.boolean(),
    created_at: timestamp,
  }),
  preferences: preferencesSchema,
  teams: z.array(
    z.object({
      organization_id: idOf("org"),
      organization: z.string(),
      role,
      /** The organization asks for two factors. */
      requires_two_factor: z.boolean(),
    }),
  ),
  affiliates: z.array(
    z.object({
      affiliate_id: idOf("aff"),
      program_id: idOf("prog"),
      program: z.string(),
      organization_id: idOf("org"),
      state: z.enum(AFFILIATE_STATES),
    }),
  ),
  platform_admin: z.boolean(),
  /** The header `x-csrf-token` of every change in this session. */
  csrf_token: z.string(),
  /** `null` unless the account is about to be deleted. */
  deletion: deletionSchema.nullable(),
});
export type MeAnswer = z.output<typeof meSchema>;

export const photoSchema = z.object({ photo: z.string() });
export type PhotoAnswer = z.output<typeof photoSchema>;
