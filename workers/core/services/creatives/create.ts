import type { CreativeAnswer, NewCreative } from "../../../contract/creatives.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { CreativeRow } from "../../../db/queries/creatives.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { creatives } from "../../../db/schema/creatives.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { creativeAnswer } from "./answer.ts";
import { checkParts } from "./check-parts.ts";

const programNotFound = problem("program.not_found");

const newRow = (ctx: ServiceContext, input: NewCreative): CreativeRow => ({
  id: ctx.newId("crea"),
  programId: input.program_id,
  groupId: input.group_id,
  kind: input.kind,
  name: input.name,
  description: input.description,
  body: input.kind === "text" ? input.body : null,
  destination: input.destination,
  fileKey: null,
  contentType: null,
  bytes: null,
  width: null,
  height: null,
  archivedAt: null,
  version: 1,
  createdAt: ctx.clock(),
});

/**
 * Makes a creative. An image or banner is shown to affiliates once its file was uploaded.
 * @throws ProblemError `program.not_found`, `group.not_found`, `link.destination_not_allowed`
 */
export async function createCreative(
  ctx: ServiceContext,
  input: NewCreative,
): Promise<CreativeAnswer> {
  assertAllowed(ctx.actor, "creative.write");
  const program = await findProgram(ctx.db, input.program_id);
  if (program === null) throw programNotFound();
  const { organizationId, id: programId } = program;
  assertAllowed(ctx.actor, "creative.write", { noun: "program", organizationId, programId });
  await checkParts(ctx, program, input);
  const row = newRow(ctx, input);
  const answer = creativeAnswer(row, ctx.env.BASE_URL);
  const batch = new WriteBatch(ctx.db);
  batch.insert(creatives, [row]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId,
      action: "creative.write",
      subjectId: row.id,
      before: null,
      after: { ...row },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  return answer;
}
