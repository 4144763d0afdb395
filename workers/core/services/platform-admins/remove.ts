import { problem } from "../../../contract/problem.ts";
import { deletePlatformAdmin } from "../../../db/queries/platform-admins.ts";
import { findUserByEmail } from "../../../db/queries/sessions.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const userNotFound = problem("user.not_found");

/**
 * Takes the installation's administration from a person, at once: it is read on every request.
 * @throws ProblemError `user.not_found` for somebody who is no admin
 */
export async function removePlatformAdmin(ctx: ServiceContext, email: string): Promise<void> {
  assertAllowed(ctx.actor, "platform_admin.remove");
  const user = await findUserByEmail(ctx.db, email);
  if (user === null || !(await deletePlatformAdmin(ctx.db, user.id))) throw userNotFound();
  ctx.logger.warn("platform_admin.removed", { user: user.id });
}
