import type {
  AffiliateProfile,
  AffiliatesPage,
  AffiliatesQuery,
} from "../../../contract/affiliates.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectMembershipPage } from "../../../db/queries/memberships.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram } from "../programs/load.ts";
import { affiliateProfile } from "./answer.ts";
import { findAllowed } from "./find.ts";

/**
 * A program's affiliates by when they joined.
 * @throws ProblemError `program.not_found`, `request.invalid_cursor`; PermissionDenied
 */
export async function listAffiliates(
  ctx: ServiceContext,
  query: AffiliatesQuery,
): Promise<AffiliatesPage> {
  const { program_id: programId, group_id: groupId, state, tag, search, limit } = query;
  await loadProgram(ctx, "affiliate.list", programId);
  const rows = await selectMembershipPage(ctx.db, {
    programId,
    state,
    groupId,
    tag,
    search,
    direction: query.sort === "created_at" ? "asc" : "desc",
    after: readCursor(query.cursor),
    limit: limit + 1,
  });
  const positionOf = ({ affiliate }: (typeof rows)[number]) => ({
    value: affiliate.createdAt,
    id: affiliate.id,
  });
  return toPage(rows, limit, positionOf, (row) => affiliateProfile(ctx.actor, row));
}

/** @throws ProblemError `affiliate.not_found`; PermissionDenied */
export async function readAffiliate(ctx: ServiceContext, id: string): Promise<AffiliateProfile> {
  return affiliateProfile(ctx.actor, await findAllowed(ctx, "affiliate.read", id));
}
