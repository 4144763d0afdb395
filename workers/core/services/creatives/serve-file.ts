import { problem } from "../../../contract/problem.ts";
import { IMAGE_TYPES } from "../../../domain/image-type.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { getFile } from "../../providers/storage/files.ts";
import type { ServiceContext } from "../context.ts";

const fileNotFound = problem("file.not_found");

const SECRET = /^[A-Za-z0-9_-]{27}$/;
const IS_IMAGE: ReadonlySet<string> = new Set(IMAGE_TYPES);
const ONE_YEAR_S = 365 * 24 * 3600;

/**
 * A creative's file, to whoever knows its address. It is shown as the image that it was found to be and
 * as nothing else, in no context of ours; what it holds beside its pixels is not run.
 * @throws ProblemError `file.not_found`
 */
export async function serveCreativeFile(
  ctx: ServiceContext,
  programId: string,
  secret: string,
): Promise<Response> {
  assertAllowed(ctx.actor, "creative.read_file");
  if (!SECRET.test(secret)) throw fileNotFound();
  const file = await getFile(ctx.env.FILES, `creatives/${programId}/${secret}`);
  if (file === null || !IS_IMAGE.has(file.contentType)) throw fileNotFound();
  const extension = file.contentType.replace("image/", "");
  return new Response(file.body, {
    headers: {
      "content-type": file.contentType,
      "content-length": String(file.bytes),
      "content-disposition": `inline; filename="creative.${extension}"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": `public, max-age=${ONE_YEAR_S}, immutable`,
      etag: file.etag,
    },
  });
}
