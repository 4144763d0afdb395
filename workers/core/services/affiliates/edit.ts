import type { AffiliateAnswer, AffiliateEdit } from "../../../contract/affiliates.ts";
import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import {
  findAffiliateByCode,
  findCodeLink,
  findLastGroupChange,
  isGroupOf,
  selectLinkIdsOf,
  touchLinksOf,
} from "../../../db/queries/affiliate-changes.ts";
import type { AffiliateRow, LinkRow } from "../../../db/queries/links.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import { affiliateGroups } from "../../../db/schema/affiliates.ts";
import { changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { changeMembership } from "./change.ts";
import { addTags } from "./change-tags.ts";
import { addFirstLinks } from "./first-links.ts";

const codeTaken = problem("affiliate.code_taken");
const groupNotFound = problem("group.not_found");

/** More are told to the edge by the nightly comparison. */
const LINKS_TOLD_MAX = 1_000;

type AddRows = (batch: WriteBatch, changed: AffiliateRow) => NewOutboxRow[];
const NOTHING: AddRows = () => [];

/** @throws ProblemError `affiliate.code_taken`, also by a link that once had the code */
async function assertCodeFree(
  ctx: ServiceContext,
  { affiliate }: MembershipDetails,
  code: string,
): Promise<LinkRow | null> {
  const [holder, link] = await Promise.all([
    findAffiliateByCode(ctx.db, affiliate.programId, code),
    findCodeLink(ctx.db, affiliate.programId, code),
  ]);
  const isOwn = link !== null && link.affiliateId === affiliate.id && link.endedAt === null;
  if (holder !== null || (link !== null && !isOwn)) throw codeTaken();
  return link;
}

/**
 * A new code gets a link of its own behind `?via=`; the earlier one goes on working, since it stands on
 * other people's pages. All entries of the affiliate's links may hold the code, and are written again.
 */
async function recoding(
  ctx: ServiceContext,
  found: MembershipDetails,
  code: string | undefined,
): Promise<AddRows> {
  const { affiliate, program } = found;
  if (code === undefined || code === affiliate.code) return NOTHING;
  const kept = await assertCodeFree(ctx, found, code);
  const ids = await selectLinkIdsOf(ctx.db, affiliate.id, LINKS_TOLD_MAX);
  return (batch, changed) => {
    batch.add(touchLinksOf(affiliate.id));
    const told = ids.map((id) => outboxRow(ctx, "link.write", id));
    if (kept !== null || affiliate.state !== "active") return told;
    return [
      ...told,
      ...addFirstLinks(batch, ctx, { affiliate: changed, program }, new Set(["redirect"])),
    ];
  };
}

async function regrouping(
  ctx: ServiceContext,
  { affiliate, groupId: present }: MembershipDetails,
  { group_id: groupId, group_applies_to: appliesTo }: AffiliateEdit,
): Promise<AddRows> {
  if (groupId === undefined || groupId === present) return NOTHING;
  if (groupId !== null && !(await isGroupOf(ctx.db, groupId, affiliate.programId))) {
    throw groupNotFound();
  }
  const last = await findLastGroupChange(ctx.db, affiliate.id);
  const fromAt = Math.max(ctx.clock(), (last ?? 0) + 1);
  return (batch) => {
    batch.insert(affiliateGroups, [{ affiliateId: affiliate.id, fromAt, groupId, appliesTo }]);
    return [];
  };
}

function retagging(
  { affiliate, tags: present }: MembershipDetails,
  tags: readonly string[] | undefined,
): AddRows {
  if (tags === undefined || JSON.stringify(tags) === JSON.stringify(present)) return NOTHING;
  return (batch) => {
    addTags(batch, affiliate, tags);
    return [];
  };
}

/**
 * Changes code, group and tags of an affiliate. A change of group behaves like an edit of rewards
 * (rules.md 5): it reaches customers who come later, or renewals of earlier ones too.
 * @throws ProblemError `affiliate.not_found`, `affiliate.code_taken`, `group.not_found`
 */
export const editAffiliate = (
  ctx: ServiceContext,
  affiliateId: string,
  edit: AffiliateEdit,
): Promise<AffiliateAnswer> =>
  changeMembership(ctx, "affiliate.edit", affiliateId, async (found) => {
    const { affiliate, groupId, tags } = found;
    const wanted = {
      ...(edit.code === undefined ? {} : { code: edit.code }),
      ...(edit.group_id === undefined ? {} : { groupId: edit.group_id }),
      ...(edit.tags === undefined ? {} : { tags: edit.tags }),
    };
    const { before, after } = changedFields({ code: affiliate.code, groupId, tags }, wanted);
    if (Object.keys(after).length === 0) return null;
    const parts = [
      await recoding(ctx, found, edit.code),
      await regrouping(ctx, found, edit),
      retagging(found, edit.tags),
    ];
    return {
      row: edit.code === undefined ? {} : { code: edit.code },
      more: {
        groupId: edit.group_id === undefined ? groupId : edit.group_id,
        tags: edit.tags ?? tags,
      },
      before,
      after: "groupId" in after ? { ...after, appliesTo: edit.group_applies_to } : after,
      addRows: (batch, changed) => parts.flatMap((add) => add(batch, changed)),
    };
  });
