import type { LinkAnswer, LinksQuery } from "../../../contract/links.ts";
import { type Page, readCursor, toPage } from "../../../contract/page.ts";
import { selectLinkPage } from "../../../db/queries/link-lists.ts";
import type { LinkRow } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";
import { linkAnswer } from "./answer.ts";
import { findAllowed } from "./find-allowed.ts";

/**
 * Links of a program or an affiliate, the newest first unless `sort` says otherwise.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `request.invalid_cursor`
 */
export async function listLinks(ctx: ServiceContext, query: LinksQuery): Promise<Page<LinkAnswer>> {
  assertAllowed(ctx.actor, "link.read");
  const { affiliateId, programId } = await findScope(ctx, "link.read", query);
  const bySlug = query.slug_prefix !== undefined;
  const rows = await selectLinkPage(ctx.db, {
    owner: affiliateId === null ? { programId } : { affiliateId },
    state: query.state,
    kind: query.kind,
    slugPrefix: query.slug_prefix,
    direction: bySlug || query.sort === "created_at" ? "asc" : "desc",
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  const positionOf = ({ id, slug, createdAt }: LinkRow) => ({
    value: bySlug ? slug : createdAt,
    id,
  });
  return toPage(rows, query.limit, positionOf, (row) => linkAnswer(row, ctx.env.BASE_URL));
}

/** A link that the actor may see. @throws ProblemError `link.not_found` */
export async function findLinkForReading(ctx: ServiceContext, id: string): Promise<LinkRow> {
  assertAllowed(ctx.actor, "link.read");
  return (await findAllowed(ctx, "link.read", id)).link;
}

/** @throws ProblemError `link.not_found` */
export const readLink = async (ctx: ServiceContext, id: string): Promise<LinkAnswer> =>
  linkAnswer(await findLinkForReading(ctx, id), ctx.env.BASE_URL);
