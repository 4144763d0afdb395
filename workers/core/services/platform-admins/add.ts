import { problem } from "../../../contract/problem.ts";
import { insertPlatformAdmin } from "../../../db/queries/platform-admins.ts";
import { findUserByEmail } from "../../../db/queries/sessions.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const userNotFound = problem("user.not_found");
const emailNotVerified = problem("user.email_not_verified");

/**
 * Lets a person who has signed up administer the installation. Adding somebody twice does no harm.
 * @throws ProblemError `user.not_found`, `user.email_not_verified`: an address proves nobody before
 */
export async function addPlatformAdmin(ctx: ServiceContext, email: string): Promise<void> {
  assertAllowed(ctx.actor, "platform_admin.add");
  const user = await findUserByEmail(ctx.db, email);
  if (user === null) throw userNotFound();
  if (!user.emailVerified) throw emailNotVerified();
  const row = { userId: user.id, createdBy: ctx.actor.kind, createdAt: ctx.clock() };
  const added = await insertPlatformAdmin(ctx.db, row);
  if (added) ctx.logger.warn("platform_admin.added", { user: user.id });
}
