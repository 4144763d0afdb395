import type { ExportAnswer, ExportsPage, ExportsQuery } from "../../../contract/exports.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { type ExportRow, findExport, selectExportPage } from "../../../db/queries/exports.ts";
import { getFile } from "../../providers/storage/files.ts";
import { ownActor } from "../account/self.ts";
import type { ServiceContext } from "../context.ts";
import { exportAnswer } from "./answer.ts";

const notFound = problem("export.not_found");
const notReady = problem("export.not_ready");
const expired = problem("export.expired");

async function findOwn(ctx: ServiceContext, id: string): Promise<ExportRow> {
  const actor = ownActor(ctx, "account.export");
  const row = await findExport(ctx.db, id);
  if (row === null || row.userId !== actor.id) throw notFound();
  return row;
}

/** One's own exports, the newest first. @throws ProblemError `request.invalid_cursor` */
export async function listExports(ctx: ServiceContext, query: ExportsQuery): Promise<ExportsPage> {
  const { id: userId } = ownActor(ctx, "account.export");
  const after = readCursor(query.cursor);
  const rows = await selectExportPage(ctx.db, { userId, after, limit: query.limit + 1 });
  return toPage(rows, query.limit, ({ createdAt: value, id }) => ({ value, id }), exportAnswer);
}

/** How far an export is. @throws ProblemError `export.not_found` */
export const readExport = async (ctx: ServiceContext, id: string): Promise<ExportAnswer> =>
  exportAnswer(await findOwn(ctx, id));

/**
 * The zip of an export, to its person alone.
 * @throws ProblemError `export.not_found`, `export.not_ready`, `export.expired`
 */
export async function downloadExport(ctx: ServiceContext, id: string): Promise<Response> {
  const row = await findOwn(ctx, id);
  if (row.state === "running") throw notReady();
  const isOver = row.expiresAt !== null && row.expiresAt <= ctx.clock();
  const file = isOver || row.fileKey === null ? null : await getFile(ctx.env.FILES, row.fileKey);
  if (file === null) throw expired();
  return new Response(file.body, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename="trackdesk-${row.id}.zip"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
