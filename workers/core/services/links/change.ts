/** What every change of a link has in common: it is guarded, audited, and written to the edge. */
import type { LinkAnswer } from "../../../contract/links.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findAffiliatesOf } from "../../../db/queries/link-lists.ts";
import { type LinkRow, type ProgramRow, updateLink } from "../../../db/queries/links.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { isHimself } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { linkAnswer } from "./answer.ts";
import { findAllowed } from "./find-allowed.ts";

const linkEnded = problem("link.ended");
const notJoined = problem("affiliate.not_joined");

type Change = {
  readonly linkId: string;
  readonly action: Extract<Action, `link.${string}`>;
  /** What becomes of the link as it is now; may throw. Nothing to change: an empty object. */
  readonly decide: (link: LinkRow, program: ProgramRow) => Partial<LinkRow>;
  /** Whether an affiliate may only while active; what stops a link he may always. */
  readonly whileActive?: boolean;
};

/** Whoever is suspended, banned or gone no longer decides where his links lead; the team does. */
async function assertActive(
  { actor, db }: ServiceContext,
  { programId, affiliateId }: LinkRow,
): Promise<void> {
  if (!isHimself(actor, affiliateId)) return;
  const { byId } = await findAffiliatesOf(db, programId, [affiliateId]);
  if (byId[0]?.state !== "active") throw notJoined();
}

/** A change that changes nothing is answered, and remembered under its Idempotency-Key, all the same. */
async function commitNothing(ctx: ServiceContext, link: LinkRow): Promise<LinkAnswer> {
  const answer = linkAnswer(link, ctx.env.BASE_URL);
  const batch = new WriteBatch(ctx.db);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}

async function commit(
  ctx: ServiceContext,
  { link, program }: { link: LinkRow; program: ProgramRow },
  action: Change["action"],
  changes: Partial<LinkRow>,
): Promise<LinkAnswer> {
  const { before, after } = changedFields(link, changes);
  if (Object.keys(after).length === 0) return commitNothing(ctx, link);
  const changed = { ...link, ...changes, version: link.version + 1 };
  const answer = linkAnswer(changed, ctx.env.BASE_URL);
  const rows = [outboxRow(ctx, "link.write", link.id)];
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateLink(ctx.db, link, changes));
  const subject = { organizationId: program.organizationId, programId: program.id };
  batch.insert(auditEvents, [
    auditRow(ctx, { ...subject, action, subjectId: link.id, before, after }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Changes a link by what `decide` says of its present version, again when it lost a race.
 * @throws ProblemError `link.not_found`, `link.ended` (an ended link stays as it is),
 *   `affiliate.not_joined`, `request.precondition_failed`
 */
export function changeLink(ctx: ServiceContext, change: Change): Promise<LinkAnswer> {
  assertAllowed(ctx.actor, change.action);
  return retryLostRace(async () => {
    const found = await findAllowed(ctx, change.action, change.linkId);
    assertExpectedVersion(ctx, found.link.version);
    if (found.link.endedAt !== null) throw linkEnded();
    if (change.whileActive === true) await assertActive(ctx, found.link);
    return commit(ctx, found, change.action, change.decide(found.link, found.program));
  });
}
