import type { CreatedApiKey } from "../../../contract/api-keys.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { ApiKeyRow } from "../../../db/queries/api-keys.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { apiKeys, auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { toBase64Url } from "../../../domain/base64url.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Scope } from "../../../domain/permission-table.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { apiKeyAnswer } from "./answer.ts";

const programNotFound = problem("program.not_found");
const KEY_BYTES = 32;

export type NewApiKey = {
  readonly organizationId: string;
  /** `null`: any program of the organization. */
  readonly programId: string | null;
  readonly mode: Mode;
  readonly name: string;
  readonly scopes: readonly Scope[];
};

/** `td_live_` or `td_test_` and 32 random bytes in base64url. */
export const randomApiKey = (mode: Mode): string =>
  `td_${mode}_${toBase64Url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))}`;

/**
 * Makes an API key. `key` is answered this once; only its SHA-256 is kept, which is enough for a key of
 * 256 random bits. A call repeated by its Idempotency-Key is answered without it.
 * @throws ProblemError `program.not_found`, also for a program of another organization
 */
export async function createApiKey(ctx: ServiceContext, input: NewApiKey): Promise<CreatedApiKey> {
  const { organizationId } = input;
  assertAllowed(ctx.actor, "api_key.create", { noun: "organization", organizationId });
  if (input.programId !== null) {
    const program = await findProgram(ctx.db, input.programId);
    if (program?.organizationId !== organizationId) throw programNotFound();
  }
  const key = randomApiKey(input.mode);
  const row: ApiKeyRow = {
    ...input,
    id: ctx.newId("key"),
    scopes: [...input.scopes],
    sha256: await sha256Hex(key),
    createdAt: ctx.clock(),
    revokedAt: null,
    lastUsedAt: null,
  };
  const { sha256: _, ...shown } = row;
  const batch = new WriteBatch(ctx.db);
  batch.insert(apiKeys, [row]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: row.programId,
      action: "api_key.create",
      subjectId: row.id,
      before: null,
      after: shown,
    }),
  ]);
  const answer = apiKeyAnswer(row);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, { ...answer, key: null }));
  await batch.commit();
  return { ...answer, key };
}
