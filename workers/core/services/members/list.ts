import type { MembersPage, MembersQuery } from "../../../contract/members.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectMemberPage } from "../../../db/queries/members.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { memberProfile } from "./answer.ts";

/** An organization's team, in the order of the accounts' age. @throws PermissionDenied */
export async function listMembers(
  ctx: ServiceContext,
  organizationId: string,
  { limit, cursor }: MembersQuery,
): Promise<MembersPage> {
  assertAllowed(ctx.actor, "member.read", { noun: "organization", organizationId });
  const rows = await selectMemberPage(ctx.db, {
    organizationId,
    after: readCursor(cursor)?.id ?? "",
    limit: limit + 1,
  });
  return toPage(rows, limit, ({ member }) => ({ value: "", id: member.userId }), memberProfile);
}
