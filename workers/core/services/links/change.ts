/** What every change of a link has in common: it is guarded, audited, and written to the edge. */
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findLink, type LinkRow, type ProgramRow, updateLink } from "../../../db/queries/links.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";

const linkNotFound = problem("link.not_found");
const linkEnded = problem("link.ended");

type Change = {
  readonly linkId: string;
  readonly action: Extract<Action, `link.${string}`>;
  /** What becomes of the link as it is now; may throw. Nothing to change: an empty object. */
  readonly decide: (link: LinkRow, program: ProgramRow) => Partial<LinkRow>;
};

async function commit(
  ctx: ServiceContext,
  { link, program }: { link: LinkRow; program: ProgramRow },
  action: Change["action"],
  changes: Partial<LinkRow>,
): Promise<LinkRow> {
  const { before, after } = changedFields(link, changes);
  if (Object.keys(after).length === 0) return link;
  const changed = { ...link, ...changes, version: link.version + 1 };
  const rows = [outboxRow(ctx, "link.write", link.id)];
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateLink(ctx.db, link, changes));
  const subject = { organizationId: program.organizationId, programId: program.id };
  batch.insert(auditEvents, [
    auditRow(ctx, { ...subject, action, subjectId: link.id, before, after }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, changed));
  await batch.commit();
  sendSoon(ctx, rows);
  return changed;
}

/**
 * Changes a link by what `decide` says of its present version, again when it lost a race.
 * @throws ProblemError `link.not_found`, `link.ended` (an ended link stays as it is)
 */
export function changeLink(ctx: ServiceContext, change: Change): Promise<LinkRow> {
  assertAllowed(ctx.actor, change.action);
  return retryLostRace(async () => {
    const found = await findLink(ctx.db, change.linkId);
    if (found === null) throw linkNotFound();
    const { organizationId, id: programId } = found.program;
    assertAllowed(ctx.actor, change.action, { noun: "link", organizationId, programId });
    if (found.link.endedAt !== null) throw linkEnded();
    return commit(ctx, found, change.action, change.decide(found.link, found.program));
  });
}
