import type { ExportAnswer } from "../../../contract/exports.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { ExportRow } from "../../../db/queries/exports.ts";
import { EXPORT_PARTS } from "./parts.ts";

/** An export as it is answered. The zip itself is the last of its parts. */
export const exportAnswer = (row: ExportRow): ExportAnswer => ({
  id: row.id,
  state: row.state,
  progress:
    row.state === "running" ? Math.floor((100 * row.partsDone) / (EXPORT_PARTS.length + 1)) : 100,
  bytes: row.bytes,
  created_at: isoTime(row.createdAt),
  ready_at: isoTimeOrNull(row.readyAt),
  expires_at: isoTimeOrNull(row.expiresAt),
});
