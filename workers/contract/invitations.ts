/** Bodies and answers about invitations: to an organization's team, and to a program as an affiliate. */
import * as z from "zod";
import { email, idOf, longText, timestamp } from "./fields.ts";
import { memberRole } from "./members.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const MESSAGE_LENGTH_MAX = 1_000;

/** As it stands in the mail's link. */
export const invitationToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{20,200}$/, "Must be the token of the link");

export const invitationState = z.enum(["open", "accepted", "revoked", "expired"]);
export type InvitationState = z.output<typeof invitationState>;

export const invitationsQuerySchema = z.strictObject({
  kind: z.enum(["member", "affiliate"]).optional(),
  ...pageQuery,
});
export type InvitationsQuery = z.output<typeof invitationsQuerySchema>;

export const newMemberInvitationSchema = z.strictObject({ email, role: memberRole });
export type NewMemberInvitation = z.output<typeof newMemberInvitationSchema>;

export const newAffiliateInvitationSchema = z.strictObject({
  email,
  /** In which group the affiliate will be. */
  group_id: idOf("grp").nullable().default(null),
  /** In the merchant's words; stands in the first mail, and is not kept. */
  message: longText(MESSAGE_LENGTH_MAX).nullable().default(null),
});
export type NewAffiliateInvitation = z.output<typeof newAffiliateInvitationSchema>;

export const invitationSchema = z.object({
  id: idOf("inv"),
  organization_id: idOf("org"),
  kind: z.enum(["member", "affiliate"]),
  program_id: idOf("prog").nullable(),
  group_id: idOf("grp").nullable(),
  role: memberRole.nullable(),
  state: invitationState,
  created_at: timestamp,
  expires_at: timestamp,
  accepted_at: timestamp.nullable(),
});
export type InvitationAnswer = z.output<typeof invitationSchema>;

/** With the address, which is kept no longer than it is needed. */
export const invitedSchema = invitationSchema.extend({ email: z.string().nullable() });
export type Invited = z.output<typeof invitedSchema>;
export const invitationsPageSchema = pageOf(invitedSchema);
export type InvitationsPage = Page<Invited>;

export const invitationLookupQuerySchema = z.strictObject({ token: invitationToken });

/** What whoever has the link sees before signing in. */
export const invitationLookupSchema = z.object({
  kind: z.enum(["member", "affiliate"]),
  organization: z.string(),
  program: z.string().nullable(),
  role: memberRole.nullable(),
  /** As in `a•••@m•••.example`; `null` once it is accepted, or was taken back. */
  email: z.string().nullable(),
  state: invitationState,
  expires_at: timestamp,
});
export type InvitationLookup = z.output<typeof invitationLookupSchema>;

export const acceptInvitationSchema = z.strictObject({
  token: invitationToken,
  /** The version of the program's terms that the person has read, where it has any. */
  accepted_terms_version: z.int().min(1).optional(),
});
export type AcceptInvitation = z.output<typeof acceptInvitationSchema>;

export const acceptedInvitationSchema = z.object({
  kind: z.enum(["member", "affiliate"]),
  organization_id: idOf("org"),
  role: memberRole.nullable(),
  program_id: idOf("prog").nullable(),
  affiliate_id: idOf("aff").nullable(),
});
export type AcceptedInvitation = z.output<typeof acceptedInvitationSchema>;
