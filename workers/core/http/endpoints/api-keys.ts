/** `/api/v1/…/api-keys`: what the merchant's own programs call by. */
import {
  apiKeySchema,
  apiKeysPageSchema,
  apiKeysQuerySchema,
  createdApiKeySchema,
  newApiKeySchema,
} from "../../../contract/api-keys.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { createApiKey } from "../../services/api-keys/create.ts";
import { listApiKeys } from "../../services/api-keys/list.ts";
import { revokeApiKey } from "../../services/api-keys/revoke.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const ofOrganization = { organization_id: EXAMPLE_IDS.organization };

export const apiKeyEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listApiKeys",
    tag: "Organizations",
    summary: "List API keys, the newest first, with when each was last used",
    action: "api_key.read",
    method: "get",
    path: "/organizations/:organization_id/api-keys",
    query: apiKeysQuerySchema,
    answer: apiKeysPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { params: ofOrganization, query: { limit: "50" } },
    run: (ctx, { params, query }) => listApiKeys(ctx, params.organization_id, query),
  }),
  endpoint({
    id: "createApiKey",
    shownOnce: "key",
    tag: "Organizations",
    summary: "Make an API key; it is shown in this answer and never again",
    description:
      "Only its SHA-256 is kept, so a call repeated by its Idempotency-Key answers `key: null`. A key of mode `test` writes and sees test records alone.",
    action: "api_key.create",
    method: "post",
    path: "/organizations/:organization_id/api-keys",
    body: newApiKeySchema,
    status: 201,
    answer: createdApiKeySchema,
    fresh: true,
    problems: ["organization.not_found", "program.not_found"],
    example: {
      params: ofOrganization,
      body: {
        name: "Shop",
        mode: "live",
        program_id: EXAMPLE_IDS.program,
        scopes: ["track:write"],
      },
    },
    run: (ctx, { params, body: { program_id: programId, ...rest } }) =>
      createApiKey(ctx, { ...rest, programId, organizationId: params.organization_id }),
  }),
  endpoint({
    id: "revokeApiKey",
    tag: "Organizations",
    summary: "Revoke an API key from this moment on",
    description: "What was accepted before is still recorded. Revoking it again changes nothing.",
    action: "api_key.revoke",
    method: "post",
    path: "/api-keys/:api_key_id/revoke",
    answer: apiKeySchema,
    problems: ["api_key.not_found"],
    example: { params: { api_key_id: EXAMPLE_IDS.apiKey } },
    run: (ctx, { params }) => revokeApiKey(ctx, params.api_key_id),
  }),
];
