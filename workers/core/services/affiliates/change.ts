/** What every change of a membership's facts has in common: it is guarded, audited, and told to the edge. */
import type { AffiliateAnswer } from "../../../contract/affiliates.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { type AffiliateRow, updateAffiliate } from "../../../db/queries/links.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { affiliateAnswer, type Membership } from "./answer.ts";
import { findAllowed } from "./find.ts";

export type Facts = Readonly<Record<string, unknown>>;

/** What becomes of a membership. */
export type MembershipChange = {
  readonly row: Partial<AffiliateRow>;
  /** What hangs on the membership, as it becomes. */
  readonly more?: Partial<Omit<Membership, "affiliate" | "organizationId">>;
  readonly before: Facts;
  readonly after: Facts;
  /** Puts what belongs to the change into its batch; answers outbox rows that it asks for. */
  readonly addRows?: (batch: WriteBatch, changed: AffiliateRow) => NewOutboxRow[];
};

async function commit(
  ctx: ServiceContext,
  found: MembershipDetails,
  action: Action,
  change: MembershipChange,
): Promise<AffiliateAnswer> {
  const { affiliate, organizationId } = found;
  const changed = { ...affiliate, ...change.row, version: affiliate.version + 1 };
  const answer = affiliateAnswer(ctx.actor, { ...found, ...change.more, affiliate: changed });
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateAffiliate(ctx.db, affiliate, change.row));
  const asked = change.addRows?.(batch, changed) ?? [];
  const rows = [outboxRow(ctx, "affiliate.write", affiliate.id), ...asked];
  const { before, after } = change;
  const subject = { organizationId, programId: affiliate.programId, subjectId: affiliate.id };
  batch.insert(auditEvents, [auditRow(ctx, { ...subject, action, before, after })]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Changes a membership by what `decide` says of it as it is now, again when it lost a race. `null`:
 * there is nothing to change.
 * @throws ProblemError `affiliate.not_found`, `request.precondition_failed`, and what `decide` throws
 */
export function changeMembership(
  ctx: ServiceContext,
  action: Action,
  affiliateId: string,
  decide: (found: MembershipDetails) => Promise<MembershipChange | null>,
): Promise<AffiliateAnswer> {
  return retryLostRace(async () => {
    const found = await findAllowed(ctx, action, affiliateId);
    assertExpectedVersion(ctx, found.affiliate.version);
    const change = await decide(found);
    return change === null ? affiliateAnswer(ctx.actor, found) : commit(ctx, found, action, change);
  });
}
