import { WriteBatch } from "../../../db/batch.ts";
import { noteApiKeyUse } from "../../../db/queries/api-keys.ts";
import type { ServiceContext } from "../context.ts";
import type { AuthenticatedKey } from "./authenticate.ts";

const MINUTE_MS = 60_000;

/** Keeps when a key was last used, to the minute, after the answer. A failure is only logged. */
export function noteUse(ctx: ServiceContext, key: AuthenticatedKey): void {
  const now = ctx.clock();
  if (key.lastUsedAt !== null && now - key.lastUsedAt < MINUTE_MS) return;
  const batch = new WriteBatch(ctx.db);
  batch.add(noteApiKeyUse(key.actor.id, now));
  ctx.waitUntil(
    batch.commit().catch((error) => ctx.logger.warn("api_key.note_use_failed", { error })),
  );
}
