import type { SQL } from "drizzle-orm";
import type { ProgramAnswer } from "../../../contract/programs.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { type ProgramRow, updateProgram } from "../../../db/queries/links.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import type { Action } from "../../../domain/permission-table.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { programAnswer } from "./answer.ts";

type ProgramChange = {
  readonly action: Extract<Action, `program.${string}`>;
  readonly changes: Partial<ProgramRow>;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** What else belongs to the change, in the same batch. */
  readonly statements?: readonly SQL[];
  readonly addRows?: (batch: WriteBatch) => void;
  readonly outbox?: readonly NewOutboxRow[];
};

/** Commits a change of a program at the version that was read, and tells the edge. */
export async function commitProgramChange(
  ctx: ServiceContext,
  program: ProgramRow,
  { action, changes, before, after, ...more }: ProgramChange,
): Promise<ProgramAnswer> {
  const changed = { ...program, ...changes, version: program.version + 1 };
  const answer = programAnswer(changed, true);
  const rows = [outboxRow(ctx, "program.write", program.id), ...(more.outbox ?? [])];
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateProgram(ctx.db, program, changes));
  for (const statement of more.statements ?? []) batch.add(statement);
  more.addRows?.(batch);
  const subject = { organizationId: program.organizationId, programId: program.id };
  batch.insert(auditEvents, [
    auditRow(ctx, { ...subject, action, subjectId: program.id, before, after }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}
