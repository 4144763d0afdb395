import type { ApiKeysPage, ApiKeysQuery } from "../../../contract/api-keys.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectApiKeyPage } from "../../../db/queries/api-keys.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { apiKeyAnswer } from "./answer.ts";

/** An organization's API keys, the newest first, with when each was last used. @throws PermissionDenied */
export async function listApiKeys(
  ctx: ServiceContext,
  organizationId: string,
  { limit, cursor }: ApiKeysQuery,
): Promise<ApiKeysPage> {
  assertAllowed(ctx.actor, "api_key.read", { noun: "organization", organizationId });
  const rows = await selectApiKeyPage(ctx.db, {
    organizationId,
    after: readCursor(cursor),
    limit: limit + 1,
  });
  return toPage(rows, limit, ({ createdAt, id }) => ({ value: createdAt, id }), apiKeyAnswer);
}
