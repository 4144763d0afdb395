import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { ReviewAnswer } from "../../../contract/reviews.ts";
import type { ReviewRow } from "../../../db/queries/reviews.ts";

/** A review as the API shows it. */
export const reviewAnswer = (row: ReviewRow): ReviewAnswer => ({
  id: row.id,
  program_id: row.programId,
  mode: row.mode,
  kind: row.kind,
  facts: row.facts,
  state: row.resolvedAt === null ? "open" : "resolved",
  opened_at: isoTime(row.openedAt),
  resolved_at: isoTimeOrNull(row.resolvedAt),
  resolved_by: row.resolvedBy,
  resolution: row.resolution,
});
