import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { apiKeys } from "../schema/operations.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** The key with this SHA-256 (hex); revoked ones too. */
export async function findApiKeyByHash(db: Db, sha256: string): Promise<ApiKeyRow | null> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.sha256, sha256));
  return row ?? null;
}

export async function findApiKey(db: Db, id: string): Promise<ApiKeyRow | null> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
  return row ?? null;
}

/** Moves `last_used_at` forward to `at`, never back. */
export const noteApiKeyUse = (id: string, at: number): SQL =>
  sql`update api_keys set last_used_at = ${at}
      where id = ${id} and (last_used_at is null or last_used_at < ${at})`;

/** Guarded: changes nothing when the key is revoked already. */
export const revokeApiKeyRow = (id: string, at: number): SQL =>
  sql`update api_keys set revoked_at = ${at} where id = ${id} and revoked_at is null`;

/** An organization's keys, the newest first; revoked ones too. */
export const selectApiKeyPage = (
  db: Db,
  page: { organizationId: string; after: Position | null; limit: number },
) =>
  db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.organizationId, page.organizationId),
        isAfter(apiKeys.createdAt, apiKeys.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(page.limit);
