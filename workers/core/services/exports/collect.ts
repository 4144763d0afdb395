/** Makes an export, page by page: each step is written down, so that another invocation goes on from it. */
import { WriteBatch } from "../../../db/batch.ts";
import {
  advanceExport,
  type ExportRow,
  findExport,
  finishExport,
} from "../../../db/queries/exports.ts";
import { findUser } from "../../../db/queries/sessions.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { deleteFile, fileKey, putFile } from "../../providers/storage/files.ts";
import { accountMail } from "../account/account-mail.ts";
import type { ServiceContext } from "../context.ts";
import { addMail } from "../mails/add-mail.ts";
import type { OutboxHandler } from "../outbox/handler.ts";
import { EXPORT_PARTS } from "./parts.ts";
import { writeZip, type ZipEntry } from "./write-zip.ts";

/** How long the file is there. */
export const KEPT_DAYS = 7;
/** A few seconds of work; the rest is the next invocation's. */
const PAGES_PER_RUN = 20;

const pagesPrefix = ({ userId, id }: Pick<ExportRow, "userId" | "id">): string =>
  `exports/${userId}/${id}/`;
const NUMBER_LENGTH = 6;

/** The pages of an export in R2, in order; their names tell which part they are of. */
async function listPages(ctx: ServiceContext, row: ExportRow): Promise<ZipEntry[]> {
  const prefix = pagesPrefix(row);
  const entries: ZipEntry[] = [];
  let cursor: string | undefined;
  do {
    const found = await ctx.env.FILES.list({ prefix, ...(cursor ? { cursor } : {}) });
    entries.push(...found.objects.map(({ key }) => ({ key, name: key.slice(prefix.length) })));
    cursor = found.truncated ? found.cursor : undefined;
  } while (cursor !== undefined);
  return entries;
}

/** Deletes the pages and the file of an export; what is gone already is no error. */
export async function deleteExportFiles(ctx: ServiceContext, row: ExportRow): Promise<void> {
  for (const { key } of await listPages(ctx, row)) await deleteFile(ctx.env.FILES, key);
  if (row.fileKey !== null) await deleteFile(ctx.env.FILES, row.fileKey);
}

/** Reads one page into R2, and notes how far it came. A page that is written twice is the same file. */
async function collectPage(ctx: ServiceContext, row: ExportRow): Promise<ExportRow> {
  const part = EXPORT_PARTS[row.partsDone];
  if (part === undefined) return row;
  const { items, next } = await part.read(ctx.db, row.userId, row.position);
  const number = String(row.pages + 1).padStart(NUMBER_LENGTH, "0");
  const bytes = new TextEncoder().encode(JSON.stringify(items, null, 2)).slice();
  const key = `${pagesPrefix(row)}${number}-${part.name}.json`;
  await putFile(ctx.env.FILES, { key, bytes, contentType: "application/json" });
  const to = {
    partsDone: next === null ? row.partsDone + 1 : row.partsDone,
    position: next,
    pages: row.pages + 1,
  };
  const batch = new WriteBatch(ctx.db);
  batch.guarded(advanceExport(row, to));
  await batch.commit();
  return { ...row, ...to };
}

async function finish(ctx: ServiceContext, row: ExportRow): Promise<void> {
  const user = await findUser(ctx.db, row.userId);
  if (user === null) return;
  const key = fileKey(`exports/${row.userId}`);
  const pages = await listPages(ctx, row);
  const bytes = await writeZip(ctx.env.FILES, key, pages);
  const readyAt = ctx.clock();
  const batch = new WriteBatch(ctx.db);
  const file = { key, bytes, readyAt, expiresAt: readyAt + KEPT_DAYS * DAY_MS };
  batch.guarded(finishExport(row, file));
  const params = { name: user.name, path: `/account/exports/${row.id}`, validDays: KEPT_DAYS };
  addMail(batch, ctx, accountMail(user, { kind: "data_export_ready", params }));
  await batch.commit();
  for (const page of pages) await deleteFile(ctx.env.FILES, page.key);
}

/** The outbox's handler of `export.collect`: some pages, or the zip; then again until it is ready. */
export const collectExport: OutboxHandler = async (ctx, { subjectId }) => {
  assertAllowed(ctx.actor, "account.collect_export");
  let row = await findExport(ctx.db, subjectId);
  if (row === null || row.state !== "running") return "done";
  for (let page = 0; page < PAGES_PER_RUN && row.partsDone < EXPORT_PARTS.length; page++) {
    row = await collectPage(ctx, row);
  }
  if (row.partsDone < EXPORT_PARTS.length) return { retryAt: ctx.clock() };
  await finish(ctx, row);
  return "done";
};
