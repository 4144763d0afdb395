/** Bodies and answers of `/api/v1/organizations`: the companies that run programs. */
import * as z from "zod";
import { isCountry } from "../domain/place.ts";
import { MEMBER_ROLES } from "../domain/roles.ts";
import { idOf, line, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const NAME_LENGTH_MAX = 100;

const changeable = {
  name: line(NAME_LENGTH_MAX),
  country: z
    .string()
    .refine(isCountry, "Must be a country of ISO 3166-1 (alpha-2)")
    .describe("Where the company is registered; it decides how VAT is treated in documents."),
  exclusive_across_programs: z
    .boolean()
    .describe("An order makes a commission in one program only: that of the winning touch."),
};

export const newOrganizationSchema = z.strictObject({
  name: changeable.name,
  country: changeable.country,
  exclusive_across_programs: changeable.exclusive_across_programs.default(true),
});
export type NewOrganization = z.output<typeof newOrganizationSchema>;

export const organizationEditSchema = z.strictObject(changeable).partial();
export type OrganizationEdit = z.output<typeof organizationEditSchema>;

export const organizationPolicySchema = z.strictObject({
  require_two_factor: z
    .boolean()
    .describe("Members of the team may do nothing here without two factors."),
});
export type OrganizationPolicy = z.output<typeof organizationPolicySchema>;

export const organizationsQuerySchema = z.strictObject(pageQuery);
export type OrganizationsQuery = z.output<typeof organizationsQuerySchema>;

export const organizationSchema = z
  .object({
    id: idOf("org"),
    name: z.string(),
    country: z.string(),
    exclusive_across_programs: z.boolean(),
    require_two_factor: z.boolean(),
    role: z
      .enum(MEMBER_ROLES)
      .nullable()
      .describe("Of whoever asks; null for a key and a platform admin."),
    created_at: timestamp,
    version: z.int(),
  })
  .meta({ id: "Organization" });
export type OrganizationAnswer = z.output<typeof organizationSchema>;

export const organizationsPageSchema = pageOf(organizationSchema);
export type OrganizationsPage = Page<OrganizationAnswer>;
