/** `/api/v1/invitations`: to an organization's team, and into a program as an affiliate. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  acceptedInvitationSchema,
  acceptInvitationSchema,
  invitationLookupQuerySchema,
  invitationLookupSchema,
  invitationSchema,
  invitationsPageSchema,
  invitationsQuerySchema,
  newAffiliateInvitationSchema,
  newMemberInvitationSchema,
} from "../../../contract/invitations.ts";
import { acceptInvitation } from "../../services/invitations/accept.ts";
import { resendInvitation, revokeInvitation } from "../../services/invitations/change.ts";
import { inviteAffiliate, inviteMember } from "../../services/invitations/create.ts";
import { listInvitations, lookUpInvitation } from "../../services/invitations/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const ofOrganization = { organization_id: EXAMPLE_IDS.organization };
const one = { params: { invitation_id: EXAMPLE_IDS.invitation } };
const token = `invitation-token-0000000000000000000000000${EXAMPLE_IDS.invitation}`;

const ofTeam: readonly Endpoint[] = [
  endpoint({
    id: "listInvitations",
    tag: "Organizations",
    summary: "List an organization's invitations, the newest first",
    description:
      "An address is forgotten once the invitation is accepted or taken back, and 30 days after it expired.",
    action: "invitation.read",
    method: "get",
    path: "/organizations/:organization_id/invitations",
    query: invitationsQuerySchema,
    answer: invitationsPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { params: ofOrganization, query: { kind: "member" } },
    run: (ctx, { params, query }) => listInvitations(ctx, params.organization_id, query),
  }),
  endpoint({
    id: "inviteMember",
    tag: "Organizations",
    summary: "Invite somebody to the team by mail, for 14 days",
    description: "Only an owner invites owners.",
    action: "invitation.create",
    method: "post",
    path: "/organizations/:organization_id/invitations",
    body: newMemberInvitationSchema,
    status: 201,
    answer: invitationSchema,
    problems: [
      "organization.not_found",
      "member.owners_only",
      "member.exists",
      "invitation.exists",
    ],
    example: { params: ofOrganization, body: { email: "noor@mail.example", role: "manager" } },
    run: (ctx, { params, body }) => inviteMember(ctx, params.organization_id, body),
  }),
  endpoint({
    id: "inviteAffiliate",
    tag: "Affiliates",
    summary: "Invite somebody into a program by mail, for 14 days",
    description: "Whoever accepts is an active affiliate at once, without an application.",
    action: "affiliate.create",
    method: "post",
    path: "/programs/:program_id/invitations",
    body: newAffiliateInvitationSchema,
    status: 201,
    answer: invitationSchema,
    problems: [
      "program.not_found",
      "program.ended",
      "group.not_found",
      "affiliate.exists",
      "invitation.exists",
    ],
    example: {
      params: { program_id: EXAMPLE_IDS.program },
      body: {
        email: "sam@blog.example",
        group_id: EXAMPLE_IDS.group,
        message: "We like what you write about coffee.",
      },
    },
    run: (ctx, { params, body }) => inviteAffiliate(ctx, params.program_id, body),
  }),
  endpoint({
    id: "resendInvitation",
    tag: "Organizations",
    summary: "Send an invitation again with another link, good for 14 days from now",
    description: "The earlier link is worthless then. At most once a minute.",
    action: "invitation.resend",
    method: "post",
    path: "/invitations/:invitation_id/resend",
    answer: invitationSchema,
    problems: [
      "invitation.not_found",
      "invitation.used",
      "invitation.revoked",
      "invitation.expired",
      "invitation.sent_just_now",
    ],
    example: one,
    run: (ctx, { params }) => resendInvitation(ctx, params.invitation_id),
  }),
  endpoint({
    id: "revokeInvitation",
    tag: "Organizations",
    summary: "Take an invitation back",
    description: "Taking it back again changes nothing.",
    action: "invitation.revoke",
    method: "post",
    path: "/invitations/:invitation_id/revoke",
    answer: invitationSchema,
    problems: ["invitation.not_found", "invitation.used"],
    example: one,
    run: (ctx, { params }) => revokeInvitation(ctx, params.invitation_id),
  }),
];

const ofWhoIsInvited: readonly Endpoint[] = [
  endpoint({
    id: "lookUpInvitation",
    tag: "Account",
    summary: "See what an invitation is for, by the token of its link",
    description: "For whoever has the link, signed in or not. The address is masked.",
    action: "invitation.look_up",
    method: "get",
    path: "/invitations/lookup",
    query: invitationLookupQuerySchema,
    answer: invitationLookupSchema,
    problems: ["invitation.not_found"],
    example: { query: { token } },
    run: (ctx, { query }) => lookUpInvitation(ctx, query.token),
  }),
  endpoint({
    id: "acceptInvitation",
    tag: "Account",
    summary: "Accept an invitation in your own name",
    description:
      "Your account's address must be the one that was invited. Accepting again answers the same.",
    action: "invitation.accept",
    method: "post",
    path: "/invitations/accept",
    body: acceptInvitationSchema,
    answer: acceptedInvitationSchema,
    problems: [
      "invitation.not_found",
      "invitation.other_address",
      "invitation.used",
      "invitation.revoked",
      "invitation.expired",
      "affiliate.wrong_state",
      "affiliate.terms_not_accepted",
      "program.ended",
    ],
    example: { body: { token } },
    run: (ctx, { body }) => acceptInvitation(ctx, body),
  }),
];

export const invitationEndpoints: readonly Endpoint[] = [...ofTeam, ...ofWhoIsInvited];
