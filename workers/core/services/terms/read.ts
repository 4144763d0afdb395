/** Terms for the merchant's team and for the program's affiliates. */
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import type { TermsAnswer, TermsPage, TermsQuery } from "../../../contract/terms.ts";
import { findTerms, selectTermsPage } from "../../../db/queries/terms.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram } from "../programs/load.ts";
import { listedTerms, termsAnswer } from "./answer.ts";

const termsNotFound = problem("terms.not_found");
const invalidCursor = problem("request.invalid_cursor");

/** Before which version a page goes on. @throws ProblemError `request.invalid_cursor` */
function versionBefore(cursor: string | undefined): number {
  const position = readCursor(cursor);
  if (position === null) return Number.MAX_SAFE_INTEGER;
  if (typeof position.value !== "number") throw invalidCursor();
  return position.value;
}

/**
 * Versions of a program's terms, the latest first, without their texts.
 * @throws ProblemError `program.not_found`, `request.invalid_cursor`; PermissionDenied
 */
export async function listTerms(
  ctx: ServiceContext,
  programId: string,
  query: TermsQuery,
): Promise<TermsPage> {
  await loadProgram(ctx, "terms.read", programId);
  const rows = await selectTermsPage(ctx.db, {
    programId,
    before: versionBefore(query.cursor),
    limit: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    ({ version }) => ({ value: version, id: String(version) }),
    listedTerms,
  );
}

/** @throws ProblemError `program.not_found`, `terms.not_found`; PermissionDenied */
export async function readTerms(
  ctx: ServiceContext,
  programId: string,
  version: string,
): Promise<TermsAnswer> {
  await loadProgram(ctx, "terms.read", programId);
  if (!/^[1-9]\d{0,8}$/.test(version)) throw termsNotFound();
  const row = await findTerms(ctx.db, programId, Number(version));
  if (row === null) throw termsNotFound();
  return termsAnswer(row);
}
