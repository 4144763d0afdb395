import { type AffiliateAnswer, TAGS_MAX } from "../../../contract/affiliates.ts";
import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import { deleteTagsOf } from "../../../db/queries/affiliate-changes.ts";
import type { AffiliateRow } from "../../../db/queries/links.ts";
import { affiliateTags } from "../../../db/schema/memberships.ts";
import type { ServiceContext } from "../context.ts";
import { changeMembership } from "./change.ts";

const invalid = problem("request.invalid");

/** Puts an affiliate's tags into a batch in place of those that there were. */
export function addTags(
  batch: WriteBatch,
  { id: affiliateId, programId }: AffiliateRow,
  tags: readonly string[],
): void {
  batch.add(deleteTagsOf(affiliateId));
  batch.insert(
    affiliateTags,
    tags.map((tag) => ({ programId, tag, affiliateId })),
  );
}

/**
 * Adds a tag to those that an affiliate has, or takes it away; others stay, also when they change at the
 * same time.
 * @throws ProblemError `affiliate.not_found`, `request.invalid` beyond 20 tags
 */
export const changeTags = (
  ctx: ServiceContext,
  affiliateId: string,
  change: { readonly add: string } | { readonly remove: string },
): Promise<AffiliateAnswer> =>
  changeMembership(ctx, "affiliate.edit", affiliateId, async ({ affiliate, tags }) => {
    const next =
      "add" in change
        ? [...new Set([...tags, change.add])].sort()
        : tags.filter((tag) => tag !== change.remove);
    if (next.length === tags.length) return null;
    if (next.length > TAGS_MAX) throw invalid({ detail: `At most ${TAGS_MAX} tags.` });
    return {
      row: {},
      more: { tags: next },
      before: { tags },
      after: { tags: next },
      addRows: (batch) => {
        addTags(batch, affiliate, next);
        return [];
      },
    };
  });
