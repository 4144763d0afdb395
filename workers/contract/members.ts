/** Bodies and answers about an organization's team. */
import * as z from "zod";
import { MEMBER_ROLES } from "../domain/roles.ts";
import { idOf, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const membersQuerySchema = z.strictObject(pageQuery);
export type MembersQuery = z.output<typeof membersQuerySchema>;

export const memberRole = z.enum(MEMBER_ROLES);
export const memberEditSchema = z.strictObject({ role: memberRole });

/** A place in the team, without the person's name and address: those are in lists alone. */
export const memberSchema = z.object({
  organization_id: idOf("org"),
  user_id: idOf("usr"),
  role: memberRole,
  created_at: timestamp,
  version: z.int(),
});
export type MemberAnswer = z.output<typeof memberSchema>;

export const memberProfileSchema = memberSchema.extend({
  /** `null` once the person is erased. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Whether the account is protected by a second factor. */
  two_factor: z.boolean(),
});
export type MemberProfile = z.output<typeof memberProfileSchema>;

export const membersPageSchema = pageOf(memberProfileSchema);
export type MembersPage = Page<MemberProfile>;
