import type { BookDifferencesPage, BookDifferencesQuery } from "../../../contract/books.ts";
import { isoTime } from "../../../contract/fields.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectDifferences } from "../../../db/queries/book-differences.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { BOOK_CHECKS, type BookCheck } from "./walk.ts";

/** What holds of books that are right. */
export const ruleOfCheck = (kind: string): string => BOOK_CHECKS[kind as BookCheck] ?? kind;

/**
 * What the nightly proof of the books found and no later one has found right, the latest first.
 * @throws ProblemError `request.invalid_cursor`; PermissionDenied
 */
export async function listBookDifferences(
  ctx: ServiceContext,
  { limit, cursor }: BookDifferencesQuery,
): Promise<BookDifferencesPage> {
  assertAllowed(ctx.actor, "platform.read");
  const rows = await selectDifferences(ctx.db, { after: readCursor(cursor), limit: limit + 1 });
  return toPage(
    rows,
    limit,
    ({ lastFoundAt, subjectId }) => ({ value: lastFoundAt, id: subjectId }),
    (row) => ({
      kind: row.kind,
      rule: ruleOfCheck(row.kind),
      subject_id: row.subjectId,
      organization_id: row.organizationId,
      program_id: row.programId,
      mode: row.mode,
      facts: row.facts,
      first_found_at: isoTime(row.firstFoundAt),
      last_found_at: isoTime(row.lastFoundAt),
    }),
  );
}
