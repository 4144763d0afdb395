import type { ApiKeyAnswer } from "../../../contract/api-keys.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { ApiKeyRow } from "../../../db/queries/api-keys.ts";

/** An API key as it is shown: without anything to call by. */
export const apiKeyAnswer = (row: ApiKeyRow): ApiKeyAnswer => ({
  id: row.id,
  organization_id: row.organizationId,
  program_id: row.programId,
  mode: row.mode,
  name: row.name,
  scopes: row.scopes,
  created_at: isoTime(row.createdAt),
  last_used_at: isoTimeOrNull(row.lastUsedAt),
  revoked_at: isoTimeOrNull(row.revokedAt),
});
