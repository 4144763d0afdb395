import type { PlatformAdminAnswer } from "../../../contract/platform-admins.ts";
import { listPlatformAdmins } from "../../../db/queries/platform-admins.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/** Who administers the installation. */
export async function readPlatformAdmins(
  ctx: ServiceContext,
): Promise<readonly PlatformAdminAnswer[]> {
  assertAllowed(ctx.actor, "platform.read");
  const rows = await listPlatformAdmins(ctx.db);
  return rows.map(({ userId, name, email, twoFactor, createdAt }) => ({
    user_id: userId,
    name,
    email,
    two_factor: twoFactor,
    created_at: new Date(createdAt).toISOString(),
  }));
}
