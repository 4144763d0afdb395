import type { CreativeAnswer } from "../../../contract/creatives.ts";
import { ProblemError, problem } from "../../../contract/problem.ts";
import type { CreativeRow } from "../../../db/queries/creatives.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { deleteFile, fileKey, putFile } from "../../providers/storage/files.ts";
import type { ServiceContext } from "../context.ts";
import { checkImage } from "../files/check-image.ts";
import { isLostRace } from "../lost-race.ts";
import { changeCreative, findForChange } from "./change.ts";

const noFileTaken = problem("creative.no_file_taken");
const archived = problem("creative.archived");

type Upload = { readonly bytes: ArrayBuffer; readonly contentType: string };

function assertTakesFile({ kind, archivedAt }: CreativeRow): void {
  if (kind === "text") throw noFileTaken();
  if (archivedAt !== null) throw archived();
}

/**
 * Gives a creative its file, or another one: under another address, since the old one may stand in
 * pages and caches, where it goes on to work.
 * @throws ProblemError `creative.not_found`, `creative.no_file_taken`, `creative.archived`,
 *   `request.precondition_failed`, and what `checkImage` refuses
 */
export async function uploadCreativeFile(
  ctx: ServiceContext,
  id: string,
  upload: Upload,
): Promise<CreativeAnswer> {
  assertAllowed(ctx.actor, "creative.write");
  const { creative, program } = await findForChange(ctx, id);
  assertTakesFile(creative);
  const { type: contentType, width, height } = checkImage(upload);
  const key = fileKey(`creatives/${program.id}`);
  await putFile(ctx.env.FILES, { key, bytes: upload.bytes, contentType });
  try {
    return await changeCreative(ctx, id, (found) => {
      assertTakesFile(found.creative);
      return { fileKey: key, contentType, bytes: upload.bytes.byteLength, width, height };
    });
  } catch (error) {
    // Whatever else went wrong, the row may have been written all the same.
    if (error instanceof ProblemError || isLostRace(error)) await deleteFile(ctx.env.FILES, key);
    throw error;
  }
}
