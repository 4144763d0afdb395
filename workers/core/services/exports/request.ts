import type { ExportAnswer } from "../../../contract/exports.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { type ExportRow, isExportRunning } from "../../../db/queries/exports.ts";
import { dataExports } from "../../../db/schema/exports.ts";
import { idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { ownActor } from "../account/self.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { exportAnswer } from "./answer.ts";

const running = problem("export.running");

/**
 * Asks for an export of all that is kept about oneself. It is made in the background; a mail tells when it
 * is ready.
 * @throws ProblemError `export.running`: one at a time; PermissionDenied
 */
export function requestExport(ctx: ServiceContext): Promise<ExportAnswer> {
  const { id: userId } = ownActor(ctx, "account.export");
  return retryLostRace(async () => {
    if (await isExportRunning(ctx.db, userId)) throw running();
    const row: ExportRow = {
      id: ctx.newId("exp"),
      userId,
      state: "running",
      partsDone: 0,
      position: null,
      pages: 0,
      fileKey: null,
      bytes: null,
      createdAt: ctx.clock(),
      readyAt: null,
      expiresAt: null,
    };
    const answer = exportAnswer(row);
    const collect = outboxRow(ctx, "export.collect", row.id);
    const batch = new WriteBatch(ctx.db);
    batch.insert(dataExports, [row]);
    batch.insert(outbox, [collect]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 202, answer));
    await batch.commit();
    sendSoon(ctx, [collect]);
    return answer;
  });
}
