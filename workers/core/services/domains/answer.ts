import type { LinkDomainAnswer } from "../../../contract/domains.ts";
import { isoTime } from "../../../contract/fields.ts";
import type { LinkDomainRow } from "../../../db/queries/programs.ts";

export const linkDomainAnswer = (row: LinkDomainRow): LinkDomainAnswer => ({
  domain: row.domain,
  program_id: row.programId,
  created_at: isoTime(row.createdAt),
});
