/** `/api/v1/organizations`: the companies that run programs. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  newOrganizationSchema,
  organizationEditSchema,
  organizationPolicySchema,
  organizationSchema,
  organizationsPageSchema,
  organizationsQuerySchema,
} from "../../../contract/organizations.ts";
import { createOrganization } from "../../services/organizations/create.ts";
import { editOrganization, setOrganizationPolicy } from "../../services/organizations/edit.ts";
import { listOrganizations, readOrganization } from "../../services/organizations/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { organization_id: EXAMPLE_IDS.organization };

export const organizationEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createOrganization",
    tag: "Organizations",
    summary: "Make an organization, and be its owner",
    description: "By anybody who has signed in with a verified address.",
    action: "organization.create",
    method: "post",
    path: "/organizations",
    body: newOrganizationSchema,
    status: 201,
    answer: organizationSchema,
    versioned: true,
    problems: [],
    example: { body: { name: "Acme", country: "DE" } },
    run: (ctx, { body }) => createOrganization(ctx, body),
  }),
  endpoint({
    id: "listOrganizations",
    tag: "Organizations",
    summary: "List the organizations in whose team one is, the oldest first",
    description:
      "Also those that ask for a second factor which one lacks. A key lists the one that it belongs to.",
    action: "organization.list",
    method: "get",
    path: "/organizations",
    query: organizationsQuerySchema,
    answer: organizationsPageSchema,
    csv: true,
    problems: ["request.invalid_cursor"],
    example: { query: { limit: "50" } },
    run: (ctx, { query }) => listOrganizations(ctx, query),
  }),
  endpoint({
    id: "getOrganization",
    tag: "Organizations",
    summary: "Get an organization",
    action: "organization.read",
    method: "get",
    path: "/organizations/:organization_id",
    answer: organizationSchema,
    versioned: true,
    problems: ["organization.not_found"],
    example: { params },
    run: (ctx, input) => readOrganization(ctx, input.params.organization_id),
  }),
  endpoint({
    id: "editOrganization",
    tag: "Organizations",
    summary: "Change an organization's name, country, and how its programs share orders",
    action: "organization.edit",
    method: "patch",
    path: "/organizations/:organization_id",
    body: organizationEditSchema,
    answer: organizationSchema,
    versioned: true,
    problems: ["organization.not_found"],
    example: { params, body: { name: "Acme International" } },
    run: (ctx, input) => editOrganization(ctx, input.params.organization_id, input.body),
  }),
  endpoint({
    id: "setOrganizationPolicy",
    tag: "Organizations",
    summary: "Ask for two factors of everybody in the team, or no longer",
    description:
      "Whoever turns it on must have two factors, and have signed in with them. Members without are refused everything here until they have, by `auth.two_factor_required`.",
    action: "organization.set_policy",
    method: "put",
    path: "/organizations/:organization_id/policy",
    body: organizationPolicySchema,
    answer: organizationSchema,
    versioned: true,
    fresh: true,
    problems: ["organization.not_found", "organization.would_lock_out"],
    example: { params, body: { require_two_factor: false } },
    run: (ctx, input) => setOrganizationPolicy(ctx, input.params.organization_id, input.body),
  }),
];
