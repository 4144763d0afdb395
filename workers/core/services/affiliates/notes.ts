/** Notes about an affiliate, for the merchant's team alone. */
import type {
  NoteAnswer,
  NotesPage,
  NotesQuery,
  WrittenNote,
} from "../../../contract/affiliates.ts";
import { isoTime } from "../../../contract/fields.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  deleteNote,
  findNote,
  type NoteRow,
  selectNotePage,
} from "../../../db/queries/affiliate-notes.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import { affiliateNotes } from "../../../db/schema/memberships.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { actorName } from "../../../domain/actor.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import type { Facts } from "./change.ts";
import { findAllowed } from "./find.ts";

const noteNotFound = problem("note.not_found");
const ACTION = "affiliate.write_notes";

const noteAnswer = (row: NoteRow): NoteAnswer => ({
  id: row.id,
  affiliate_id: row.affiliateId,
  author_id: row.authorId,
  created_at: isoTime(row.createdAt),
});
const writtenNote = (row: NoteRow): WrittenNote => ({ ...noteAnswer(row), text: row.text });

const auditOf = (
  ctx: ServiceContext,
  { organizationId, affiliate }: MembershipDetails,
  change: Readonly<Record<"before" | "after", Facts | null>>,
) =>
  auditRow(ctx, {
    organizationId,
    programId: affiliate.programId,
    action: ACTION,
    subjectId: affiliate.id,
    ...change,
  });

/** Notes about an affiliate, the newest first. @throws ProblemError `affiliate.not_found` */
export async function listNotes(
  ctx: ServiceContext,
  affiliateId: string,
  { limit, cursor }: NotesQuery,
): Promise<NotesPage> {
  await findAllowed(ctx, "affiliate.read_notes", affiliateId);
  const rows = await selectNotePage(ctx.db, {
    affiliateId,
    after: readCursor(cursor),
    limit: limit + 1,
  });
  return toPage(rows, limit, ({ createdAt, id }) => ({ value: createdAt, id }), writtenNote);
}

/** Writes a note. The audit event says that there is one, and not what it says. */
export async function addNote(
  ctx: ServiceContext,
  affiliateId: string,
  text: string,
): Promise<NoteAnswer> {
  const membership = await findAllowed(ctx, ACTION, affiliateId);
  const row: NoteRow = {
    id: ctx.newId("note"),
    affiliateId,
    authorId: actorName(ctx.actor),
    text,
    createdAt: ctx.clock(),
  };
  const batch = new WriteBatch(ctx.db);
  batch.insert(affiliateNotes, [row]);
  const written = { before: null, after: { noteId: row.id } };
  batch.insert(auditEvents, [auditOf(ctx, membership, written)]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, noteAnswer(row)));
  await batch.commit();
  return noteAnswer(row);
}

/** Deletes a note. @throws ProblemError `affiliate.not_found`, `note.not_found` */
export function removeNote(
  ctx: ServiceContext,
  affiliateId: string,
  noteId: string,
): Promise<void> {
  return retryLostRace(async () => {
    const membership = await findAllowed(ctx, ACTION, affiliateId);
    const row = await findNote(ctx.db, affiliateId, noteId);
    if (row === null) throw noteNotFound();
    const batch = new WriteBatch(ctx.db);
    batch.guarded(deleteNote(noteId));
    const removed = { before: { noteId, authorId: row.authorId }, after: null };
    batch.insert(auditEvents, [auditOf(ctx, membership, removed)]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 204, null));
    await batch.commit();
  });
}
