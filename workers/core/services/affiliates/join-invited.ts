import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import { findLastGroupChange, selectLinkKinds } from "../../../db/queries/affiliate-changes.ts";
import { findLatestApplication, updateApplication } from "../../../db/queries/applications.ts";
import {
  type AffiliateRow,
  nextAffiliateSequence,
  type ProgramRow,
  updateAffiliate,
} from "../../../db/queries/links.ts";
import { findMembershipOfUser } from "../../../db/queries/memberships.ts";
import { affiliateGroups, affiliateStates } from "../../../db/schema/affiliates.ts";
import { stateAfter } from "../../../domain/affiliate-step.ts";
import type { ServiceContext } from "../context.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { addAcceptance } from "./accept-terms.ts";
import { addFirstLinks } from "./first-links.ts";
import { addJoining } from "./join.ts";

const wrongState = problem("affiliate.wrong_state");
const programEnded = problem("program.ended");

export type InvitedPerson = {
  readonly program: ProgramRow;
  readonly userId: string;
  readonly groupId: string | null;
  readonly termsVersion: number | null;
};
type Joined = { readonly affiliate: AffiliateRow; readonly rows: NewOutboxRow[] };

/** Makes an applicant, or somebody who had left, active by the invitation; that also decides what was open. */
async function addActivation(
  batch: WriteBatch,
  ctx: ServiceContext,
  before: AffiliateRow,
  { program, userId }: InvitedPerson,
): Promise<Joined> {
  const now = ctx.clock();
  const affiliateId = before.id;
  const affiliate: AffiliateRow = { ...before, state: "active", version: before.version + 1 };
  batch.guarded(updateAffiliate(ctx.db, before, { state: "active" }));
  const sequence = await nextAffiliateSequence(ctx.db, affiliateId);
  batch.insert(affiliateStates, [{ affiliateId, fromAt: now, sequence, state: "active" }]);
  const application = await findLatestApplication(ctx.db, affiliateId);
  if (application?.decision === "open") {
    const decided = { decision: "approved", decidedBy: userId, decidedAt: now } as const;
    batch.guarded(updateApplication(ctx.db, application, decided));
  }
  const kinds = await selectLinkKinds(ctx.db, affiliateId);
  const links = addFirstLinks(batch, ctx, { affiliate, program }, kinds);
  return { affiliate, rows: [outboxRow(ctx, "affiliate.write", affiliateId), ...links] };
}

/**
 * Puts into a batch what makes an invited person an active affiliate. Whoever is one already stays as he is;
 * nobody is invited out of a suspension or a ban.
 * @throws ProblemError `affiliate.wrong_state`, `program.ended`
 */
export async function addInvited(
  batch: WriteBatch,
  ctx: ServiceContext,
  person: InvitedPerson,
): Promise<Joined> {
  const { program, userId, groupId, termsVersion } = person;
  if (program.state === "ended") throw programEnded();
  const membership = await findMembershipOfUser(ctx.db, program.id, userId);
  if (membership === null) {
    return addJoining(batch, ctx, { program, userId, groupId, termsVersion, state: "active" });
  }
  const before = membership.affiliate;
  const state = stateAfter("approve", before.state);
  if (state === "impossible") throw wrongState({ detail: `The state is ${before.state}.` });
  if (state === "same") return { affiliate: before, rows: [] };
  const joined = await addActivation(batch, ctx, before, person);
  const affiliateId = before.id;
  if (groupId !== null && groupId !== membership.groupId) {
    const last = await findLastGroupChange(ctx.db, affiliateId);
    const fromAt = Math.max(ctx.clock(), (last ?? 0) + 1);
    batch.insert(affiliateGroups, [{ affiliateId, fromAt, groupId }]);
  }
  addAcceptance(batch, ctx, affiliateId, termsVersion);
  return joined;
}
