import type {
  ApplicationAnswer,
  ApplicationProfile,
  Applied,
} from "../../../contract/applications.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { ApplicationProfileRow, ApplicationRow } from "../../../db/queries/applications.ts";
import type { AffiliateRow } from "../../../db/queries/links.ts";

/** What an affiliate is after applying, or was already. */
export const appliedAnswer = (
  affiliate: AffiliateRow,
  application: ApplicationRow | null,
): Applied => ({
  affiliate_id: affiliate.id,
  program_id: affiliate.programId,
  state: affiliate.state,
  application_id: application?.id ?? null,
  decision: application?.decision ?? null,
});

/** Without name, address and answers, for answers that are kept. */
export const applicationAnswer = (row: ApplicationRow): ApplicationAnswer => ({
  id: row.id,
  program_id: row.programId,
  affiliate_id: row.affiliateId,
  decision: row.decision,
  reason: row.reason,
  decided_by: row.decidedBy,
  decided_at: isoTimeOrNull(row.decidedAt),
  submitted_at: isoTime(row.submittedAt),
  version: row.version,
});

export const applicationProfile = (row: ApplicationProfileRow): ApplicationProfile => ({
  ...applicationAnswer(row.application),
  name: row.name || null,
  email: row.email || null,
  answers: row.application.answers,
});
