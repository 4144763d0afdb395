import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  type AffiliateRow,
  findMembership,
  nextAffiliateSequence,
  type ProgramRow,
  releaseSuspendedCommissions,
  updateAffiliate,
} from "../../../db/queries/links.ts";
import { affiliateStates } from "../../../db/schema/affiliates.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { AffiliateState } from "../../../domain/states.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";

const affiliateNotFound = problem("affiliate.not_found");
const sameState = problem("affiliate.same_state");

export type AffiliateStateChange = {
  readonly affiliateId: string;
  /** Nobody goes back to having only applied. */
  readonly state: Exclude<AffiliateState, "applied">;
  readonly reason: string | null;
};

async function commit(
  ctx: ServiceContext,
  { affiliate, program }: { affiliate: AffiliateRow; program: ProgramRow },
  { state, reason }: AffiliateStateChange,
): Promise<AffiliateRow> {
  const { id: affiliateId } = affiliate;
  const sequence = await nextAffiliateSequence(ctx.db, affiliateId);
  const changed = { ...affiliate, state, version: affiliate.version + 1 };
  const rows = [outboxRow(ctx, "affiliate.write", affiliateId)];
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateAffiliate(ctx.db, affiliate, { state }));
  batch.insert(affiliateStates, [{ affiliateId, fromAt: ctx.clock(), sequence, state, reason }]);
  if (affiliate.state === "suspended" && state === "active") {
    batch.add(releaseSuspendedCommissions(affiliateId));
  }
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: program.organizationId,
      programId: program.id,
      action: "affiliate.change_state",
      subjectId: affiliateId,
      before: { state: affiliate.state },
      after: { state, reason },
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, changed));
  await batch.commit();
  sendSoon(ctx, rows);
  return changed;
}

/**
 * Activates, suspends, bans an affiliate, or lets one leave: from now on, as one step of its dated
 * history (rules.md 3). The edge learns it by one write, however many links there are.
 * @throws ProblemError `affiliate.not_found`, `affiliate.same_state`
 */
export function changeAffiliateState(
  ctx: ServiceContext,
  change: AffiliateStateChange,
): Promise<AffiliateRow> {
  assertAllowed(ctx.actor, "affiliate.change_state");
  return retryLostRace(async () => {
    const membership = await findMembership(ctx.db, change.affiliateId);
    if (membership === null) throw affiliateNotFound();
    assertAllowed(ctx.actor, "affiliate.change_state", {
      noun: "affiliate",
      organizationId: membership.program.organizationId,
      programId: membership.program.id,
    });
    if (membership.affiliate.state === change.state) throw sameState();
    return commit(ctx, membership, change);
  });
}
