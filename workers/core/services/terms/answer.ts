import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { ListedTerms, TermsAnswer } from "../../../contract/terms.ts";
import type { TermsRow } from "../../../db/queries/terms.ts";

export const listedTerms = (row: TermsRow): ListedTerms => ({
  program_id: row.programId,
  version: row.version,
  kind: row.kind,
  effective_at: isoTime(row.effectiveAt),
  deadline_at: isoTimeOrNull(row.deadlineAt),
});

export const termsAnswer = (row: TermsRow): TermsAnswer => ({
  ...listedTerms(row),
  text: row.text,
});
