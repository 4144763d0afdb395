/** A new membership of a program, as it is written by whoever applies, is invited, or is added by the team. */
import type { WriteBatch } from "../../../db/batch.ts";
import type { AffiliateRow, ProgramRow } from "../../../db/queries/links.ts";
import { affiliateGroups, affiliateStates, affiliates } from "../../../db/schema/affiliates.ts";
import type { ServiceContext } from "../context.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { addAcceptance } from "./accept-terms.ts";
import { addFirstLinks } from "./first-links.ts";

export type Joining = {
  readonly program: ProgramRow;
  readonly userId: string | null;
  readonly state: "applied" | "active";
  /** Made up when absent. */
  readonly code?: string | undefined;
  readonly groupId?: string | null;
  readonly payeeId?: string | null;
  readonly recruiterId?: string | null;
  /** Accepted in the same call. */
  readonly termsVersion?: number | null;
};

/** Characters of an id's random end: 32^8 codes in a program. */
const CODE_LENGTH = 8;

/**
 * Puts a new affiliate into a batch, with the first step of his history, and with first links when he is
 * active at once.
 * @returns the row, and outbox rows that the caller inserts and sends
 */
export function addJoining(
  batch: WriteBatch,
  ctx: ServiceContext,
  joining: Joining,
): { readonly affiliate: AffiliateRow; readonly rows: NewOutboxRow[] } {
  const { program, state, groupId = null, termsVersion = null } = joining;
  const now = ctx.clock();
  const recruiterId = joining.recruiterId ?? null;
  const affiliate: AffiliateRow = {
    id: ctx.newId("aff"),
    programId: program.id,
    userId: joining.userId,
    payeeId: joining.payeeId ?? null,
    code: joining.code ?? ctx.newId("aff").slice(-CODE_LENGTH),
    state,
    recruiterId,
    recruitedAt: recruiterId === null ? null : now,
    version: 1,
    createdAt: now,
  };
  const affiliateId = affiliate.id;
  batch.insert(affiliates, [affiliate]);
  batch.insert(affiliateStates, [{ affiliateId, fromAt: now, sequence: 1, state }]);
  if (groupId !== null) batch.insert(affiliateGroups, [{ affiliateId, fromAt: now, groupId }]);
  addAcceptance(batch, ctx, affiliateId, termsVersion);
  const links =
    state === "active" ? addFirstLinks(batch, ctx, { affiliate, program }, new Set()) : [];
  return { affiliate, rows: [outboxRow(ctx, "affiliate.write", affiliateId), ...links] };
}
