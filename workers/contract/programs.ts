/** Bodies and answers of `/api/v1/programs`. */
import * as z from "zod";
import { PROGRAM_STATES } from "../domain/states.ts";
import { idOf, line, longText, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";
import { programFields } from "./program-fields.ts";
import { programSettingsEditSchema, programSettingsSchema } from "./program-settings.ts";
import { rewardDefinitionSchema } from "./reward-definition.ts";

const REASON_LENGTH_MAX = 500;

export const newProgramSchema = z.strictObject({
  organization_id: idOf("org"),
  name: programFields.name,
  currency: programFields.currency,
  time_zone: programFields.time_zone,
  allowed_hosts: programFields.allowed_hosts,
  origins: programFields.origins.default([]),
  slug: programFields.slug.optional().describe("Made from the name when it is not given."),
  description: programFields.description.default(""),
  join_policy: programFields.join_policy.default("approval"),
  application_form: programFields.application_form.default([]),
  settings: programSettingsEditSchema.default({}),
  reward: z
    .strictObject({ name: line(100).default("Standard"), definition: rewardDefinitionSchema })
    .optional()
    .describe("The program's first reward, in force at once."),
});
export type NewProgram = z.output<typeof newProgramSchema>;

export const programEditSchema = z
  .strictObject({
    ...programFields,
    slug: programFields.slug.nullable().describe("null: no public page."),
    settings: programSettingsEditSchema.describe("Only the settings that are named change."),
  })
  .partial();
export type ProgramEdit = z.output<typeof programEditSchema>;

export const programStateChangeSchema = z.strictObject({
  reason: longText(REASON_LENGTH_MAX).min(1).nullable().default(null),
});

export const programsQuerySchema = z.strictObject({
  organization_id: idOf("org").optional(),
  ...pageQuery,
});
export type ProgramsQuery = z.output<typeof programsQuerySchema>;

/** A field of an application form as it is read. */
export const formFieldSchema = z
  .object({
    key: z.string(),
    label: z.string(),
    kind: z.enum(["text", "long_text", "url", "choice", "checkbox"]),
    required: z.boolean(),
    options: z.array(z.string()).optional(),
  })
  .meta({ id: "FormField" });

export const programSchema = z
  .object({
    id: idOf("prog"),
    organization_id: idOf("org"),
    name: z.string(),
    description: z.string(),
    currency: z.string(),
    time_zone: z.string(),
    time_zone_fixed: z.boolean(),
    state: z.enum(PROGRAM_STATES),
    slug: z.string().nullable().describe("null: no public page."),
    join_policy: z.enum(["open", "approval", "invitation"]),
    application_form: z.array(formFieldSchema),
    allowed_hosts: z.array(z.string()),
    click_window_days: z.int(),
    hold_days: z.int(),
    fallback_url: z.string().nullable(),
    utm: z.record(z.string(), z.string()),
    token_param: z.string(),
    origins: z.array(z.string()).nullable().describe("null for an affiliate."),
    settings: programSettingsSchema.nullable().describe("null for an affiliate."),
    created_at: timestamp,
    version: z.int(),
  })
  .meta({ id: "Program" });
export type ProgramAnswer = z.output<typeof programSchema>;

export const programsPageSchema = pageOf(programSchema);
export type ProgramsPage = Page<ProgramAnswer>;
