import type { AuditEventAnswer, AuditPage, AuditQuery } from "../../../contract/audit.ts";
import { isoTime } from "../../../contract/fields.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { selectAuditPage } from "../../../db/queries/audit.ts";
import { findProgramOwner } from "../../../db/queries/program-owner.ts";
import type { auditEvents } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const programNotFound = problem("program.not_found");

/**
 * What was changed in an organization, the latest first. A key of one program names that program.
 * @throws ProblemError `organization.not_found`, `program.not_found`; PermissionDenied
 */
export async function listAuditEvents(ctx: ServiceContext, query: AuditQuery): Promise<AuditPage> {
  assertAllowed(ctx.actor, "audit.read");
  const { organization_id: organizationId, program_id: programId } = query;
  assertAllowed(ctx.actor, "audit.read", {
    noun: "organization",
    organizationId,
    ...(programId === undefined ? {} : { programId }),
  });
  if (programId !== undefined) {
    const owner = await findProgramOwner(ctx.db, programId);
    if (owner?.organizationId !== organizationId) throw programNotFound();
  }
  const rows = await selectAuditPage(ctx.db, {
    organizationId,
    programId: programId ?? null,
    subjectId: query.subject_id ?? null,
    actorId: query.actor_id ?? null,
    action: query.action ?? null,
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  return toPage(rows, query.limit, ({ at, id }) => ({ value: at, id }), auditAnswer);
}

const auditAnswer = (row: typeof auditEvents.$inferSelect): AuditEventAnswer => ({
  id: row.id,
  organization_id: row.organizationId,
  program_id: row.programId,
  actor_kind: row.actorKind,
  actor_id: row.actorId,
  action: row.action,
  subject_id: row.subjectId,
  before: row.before,
  after: row.after,
  country: row.country,
  request_id: row.requestId,
  at: isoTime(row.at),
});
