import type { CreativeAnswer } from "../../../contract/creatives.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { CreativeRow } from "../../../db/queries/creatives.ts";
import { IMAGE_TYPES } from "../../../domain/image-type.ts";

/** Where anybody gets a file who knows its key: `creatives/prog_…/…`. */
export const fileUrl = (key: string, baseUrl: string): string => `${baseUrl}/api/v1/files/${key}`;

function fileOf(row: CreativeRow, baseUrl: string): CreativeAnswer["file"] {
  const type = IMAGE_TYPES.find((one) => one === row.contentType);
  if (row.fileKey === null || type === undefined) return null;
  return {
    url: fileUrl(row.fileKey, baseUrl),
    content_type: type,
    bytes: row.bytes ?? 0,
    width: row.width ?? 0,
    height: row.height ?? 0,
  };
}

/** A creative as the API shows it. */
export const creativeAnswer = (row: CreativeRow, baseUrl: string): CreativeAnswer => ({
  id: row.id,
  program_id: row.programId,
  group_id: row.groupId,
  kind: row.kind,
  name: row.name,
  description: row.description,
  body: row.body,
  destination: row.destination,
  file: fileOf(row, baseUrl),
  archived_at: isoTimeOrNull(row.archivedAt),
  version: row.version,
  created_at: isoTime(row.createdAt),
});
