/** `/api/v1/organizations/:organization_id/members`: who works for an organization, and in which role. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  memberEditSchema,
  memberSchema,
  membersPageSchema,
  membersQuerySchema,
} from "../../../contract/members.ts";
import { changeMemberRole } from "../../services/members/change-role.ts";
import { listMembers } from "../../services/members/list.ts";
import { leaveTeam, removeMember } from "../../services/members/remove.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const ofOrganization = { organization_id: EXAMPLE_IDS.organization };
const one = { ...ofOrganization, user_id: EXAMPLE_IDS.colleague };

export const memberEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listMembers",
    tag: "Organizations",
    summary: "List the team of an organization",
    action: "member.read",
    method: "get",
    path: "/organizations/:organization_id/members",
    query: membersQuerySchema,
    answer: membersPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { params: ofOrganization, query: { limit: "50" } },
    run: (ctx, { params, query }) => listMembers(ctx, params.organization_id, query),
  }),
  endpoint({
    id: "updateMember",
    tag: "Organizations",
    summary: "Give a member another role",
    description:
      "A role may all that the roles below it may: `viewer`, `manager`, `admin`, `owner`. Only an owner makes and unmakes owners, and the last owner stays one.",
    action: "member.edit",
    method: "patch",
    path: "/organizations/:organization_id/members/:user_id",
    body: memberEditSchema,
    answer: memberSchema,
    versioned: true,
    problems: [
      "organization.not_found",
      "member.not_found",
      "member.owners_only",
      "member.last_owner",
    ],
    example: { params: one, body: { role: "manager" } },
    run: (ctx, { params, body }) =>
      changeMemberRole(ctx, {
        organizationId: params.organization_id,
        userId: params.user_id,
        role: body.role,
      }),
  }),
  endpoint({
    id: "removeMember",
    tag: "Organizations",
    summary: "Take somebody out of the team",
    action: "member.edit",
    method: "delete",
    path: "/organizations/:organization_id/members/:user_id",
    problems: [
      "organization.not_found",
      "member.not_found",
      "member.owners_only",
      "member.last_owner",
    ],
    example: { params: one },
    run: (ctx, { params }) => removeMember(ctx, params.organization_id, params.user_id),
  }),
  endpoint({
    id: "leaveTeam",
    tag: "Organizations",
    summary: "Leave the team oneself",
    description: "The last owner cannot leave: make somebody else an owner first.",
    action: "member.leave",
    method: "post",
    path: "/organizations/:organization_id/members/leave",
    problems: ["organization.not_found", "member.last_owner"],
    example: { params: ofOrganization },
    run: (ctx, { params }) => leaveTeam(ctx, params.organization_id),
  }),
];
