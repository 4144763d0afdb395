import { isoTime } from "../../../contract/fields.ts";
import type { PayeeAnswer, PayeeProfile } from "../../../contract/payees.ts";
import type { PayeeRow } from "../../../db/queries/payees.ts";

/** Without the name, for answers that are kept. */
export const payeeAnswer = (row: PayeeRow): PayeeAnswer => ({
  id: row.id,
  organization_id: row.organizationId,
  user_id: row.userId,
  kind: row.kind,
  created_at: isoTime(row.createdAt),
  version: row.version,
});

export const payeeProfile = (row: PayeeRow): PayeeProfile => ({
  ...payeeAnswer(row),
  name: row.name,
});
