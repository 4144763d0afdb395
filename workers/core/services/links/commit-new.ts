import { WriteBatch } from "../../../db/batch.ts";
import type { LinkRow, ProgramRow } from "../../../db/queries/links.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";

/**
 * Writes new links of one program, all or none, each with its audit event, and tells the edge.
 * @param answer what the caller is answered, with `status`
 * @throws StaleWriteError when a slug was taken meanwhile
 */
export async function commitLinks(
  ctx: ServiceContext,
  program: ProgramRow,
  made: readonly LinkRow[],
  status: 200 | 201,
  answer: unknown,
): Promise<void> {
  const { organizationId, id: programId } = program;
  const rows = made.map(({ id }) => outboxRow(ctx, "link.write", id));
  const batch = new WriteBatch(ctx.db);
  batch.insert(links, made);
  batch.insert(
    auditEvents,
    made.map((link) =>
      auditRow(ctx, {
        organizationId,
        programId,
        action: "link.create",
        subjectId: link.id,
        before: null,
        after: { ...link },
      }),
    ),
  );
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, status, answer));
  await batch.commit();
  sendSoon(ctx, rows);
}
