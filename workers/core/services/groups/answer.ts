import { isoTime } from "../../../contract/fields.ts";
import type { GroupAnswer } from "../../../contract/groups.ts";
import type { GroupRow } from "../../../db/queries/groups.ts";

export const groupAnswer = (row: GroupRow): GroupAnswer => ({
  id: row.id,
  program_id: row.programId,
  name: row.name,
  created_at: isoTime(row.createdAt),
  version: row.version,
});
