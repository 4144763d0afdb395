import type { ApiKeyAnswer } from "../../../contract/api-keys.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findApiKey, revokeApiKeyRow } from "../../../db/queries/api-keys.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { apiKeyAnswer } from "./answer.ts";

const apiKeyNotFound = problem("api_key.not_found");

/**
 * Revokes an API key from this moment on. Revoking it again changes nothing.
 * @throws ProblemError `api_key.not_found`
 */
export function revokeApiKey(ctx: ServiceContext, id: string): Promise<ApiKeyAnswer> {
  assertAllowed(ctx.actor, "api_key.revoke");
  return retryLostRace(async () => {
    const row = await findApiKey(ctx.db, id);
    if (row === null) throw apiKeyNotFound();
    const { organizationId, programId } = row;
    assertAllowed(ctx.actor, "api_key.revoke", {
      noun: "api_key",
      organizationId,
      ...(programId === null ? {} : { programId }),
    });
    if (row.revokedAt !== null) return apiKeyAnswer(row);
    const answer = apiKeyAnswer({ ...row, revokedAt: ctx.clock() });
    const batch = new WriteBatch(ctx.db);
    batch.guarded(revokeApiKeyRow(id, ctx.clock()));
    batch.insert(auditEvents, [
      auditRow(ctx, {
        organizationId,
        programId,
        action: "api_key.revoke",
        subjectId: id,
        before: { revokedAt: null },
        after: { revokedAt: ctx.clock() },
      }),
    ]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
}
