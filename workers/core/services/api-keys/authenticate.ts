import { problem } from "../../../contract/problem.ts";
import { findApiKeyByHash } from "../../../db/queries/api-keys.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import type { ServiceContext } from "../context.ts";

const invalidKey = problem("auth.invalid_key");
const revokedKey = problem("auth.revoked_key");

export type AuthenticatedKey = {
  readonly actor: ApiKeyActor;
  /** UTC ms; `null` for a key never used. */
  readonly lastUsedAt: number | null;
};

/**
 * Whose key this is. For a call that waited on a queue `at` is the moment it was accepted: a key
 * revoked by then is refused, one revoked later was still good.
 * @param sha256 of the key, hex
 * @param at UTC ms
 * @throws ProblemError `auth.invalid_key`, `auth.revoked_key`; D1's error when it does not answer
 */
export async function authenticateKeyHash(
  ctx: ServiceContext,
  sha256: string,
  at: number,
): Promise<AuthenticatedKey> {
  const row = await findApiKeyByHash(ctx.db, sha256);
  if (row === null) throw invalidKey();
  if (row.revokedAt !== null && row.revokedAt <= at) throw revokedKey();
  const { id, organizationId, programId, mode, scopes } = row;
  return {
    actor: { kind: "api_key", id, organizationId, programId, mode, scopes },
    lastUsedAt: row.lastUsedAt,
  };
}
