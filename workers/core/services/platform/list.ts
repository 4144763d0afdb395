import { isoTime } from "../../../contract/fields.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import type {
  PlatformOrganizationsPage,
  PlatformOrganizationsQuery,
  PlatformUsersPage,
  PlatformUsersQuery,
} from "../../../contract/platform.ts";
import { selectOrganizations, selectUsersByEmail } from "../../../db/queries/platform.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/**
 * People with an account, by address.
 * @throws ProblemError `request.invalid_cursor`; PermissionDenied
 */
export async function listPlatformUsers(
  ctx: ServiceContext,
  { email, limit, cursor }: PlatformUsersQuery,
): Promise<PlatformUsersPage> {
  assertAllowed(ctx.actor, "platform.read");
  const after = readCursor(cursor);
  const page = {
    prefix: email ?? "",
    after: after === null ? null : String(after.value),
    limit: limit + 1,
  };
  const rows = await selectUsersByEmail(ctx.db, page);
  return toPage(
    rows,
    limit,
    (row) => ({ value: row.email, id: row.id }),
    (row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      email_verified: row.emailVerified,
      two_factor: row.twoFactorEnabled,
      created_at: isoTime(row.createdAt),
    }),
  );
}

/**
 * Organizations of the installation, the newest first.
 * @throws ProblemError `request.invalid_cursor`; PermissionDenied
 */
export async function listPlatformOrganizations(
  ctx: ServiceContext,
  { limit, cursor }: PlatformOrganizationsQuery,
): Promise<PlatformOrganizationsPage> {
  assertAllowed(ctx.actor, "platform.read");
  const before = readCursor(cursor)?.id ?? null;
  const rows = await selectOrganizations(ctx.db, { before, limit: limit + 1 });
  return toPage(
    rows,
    limit,
    ({ id }) => ({ value: id, id }),
    (row) => ({
      id: row.id,
      name: row.name,
      require_two_factor: row.requireTwoFactor,
      created_at: isoTime(row.createdAt),
    }),
  );
}
