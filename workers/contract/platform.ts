/** What the installation's admins look up: people and organizations. */
import * as z from "zod";
import { idOf, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const EMAIL_LENGTH_MAX = 254;

export const platformUsersQuerySchema = z.strictObject({
  ...pageQuery,
  /** How the address begins. */
  email: z.string().trim().toLowerCase().min(1).max(EMAIL_LENGTH_MAX).optional(),
});
export type PlatformUsersQuery = z.output<typeof platformUsersQuerySchema>;

export const platformUserSchema = z.object({
  id: idOf("usr"),
  name: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  two_factor: z.boolean(),
  created_at: timestamp,
});
export const platformUsersPageSchema = pageOf(platformUserSchema);
export type PlatformUsersPage = Page<z.output<typeof platformUserSchema>>;

export const platformOrganizationsQuerySchema = z.strictObject(pageQuery);
export type PlatformOrganizationsQuery = z.output<typeof platformOrganizationsQuerySchema>;

export const platformOrganizationSchema = z.object({
  id: idOf("org"),
  name: z.string(),
  require_two_factor: z.boolean(),
  created_at: timestamp,
});
export const platformOrganizationsPageSchema = pageOf(platformOrganizationSchema);
export type PlatformOrganizationsPage = Page<z.output<typeof platformOrganizationSchema>>;
