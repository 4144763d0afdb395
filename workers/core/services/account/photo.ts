/** Somebody's photo. */
import type { PhotoAnswer } from "../../../contract/me.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { findOrganizationsOfUser, replacePhoto } from "../../../db/queries/account.ts";
import { findUser } from "../../../db/queries/sessions.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed, refusalOf } from "../../../domain/permission.ts";
import { toSquare, UnreadableImage } from "../../providers/images/square.ts";
import { deleteFile, fileKey, getFile, putFile } from "../../providers/storage/files.ts";
import type { ServiceContext } from "../context.ts";
import { checkImage } from "../files/check-image.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { photoPath } from "./read.ts";
import { loadOwnAccount, ownActor } from "./self.ts";

const notAllowed = problem("file.type_not_allowed");
const fileNotFound = problem("file.not_found");
const userNotFound = problem("user.not_found");

const PHOTO_TYPES: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp"]);
const ONE_DAY_S = 24 * 3600;

type Upload = { readonly bytes: ArrayBuffer; readonly contentType: string };

async function squareOf(ctx: ServiceContext, upload: Upload): Promise<Uint8Array<ArrayBuffer>> {
  const { type } = checkImage(upload);
  if (!PHOTO_TYPES.has(type)) throw notAllowed({ detail: "A photo is a PNG, JPEG or WebP." });
  try {
    return await toSquare(ctx.env.IMAGES, upload.bytes);
  } catch (cause) {
    if (!(cause instanceof UnreadableImage)) throw cause;
    throw notAllowed({ detail: "The image is damaged.", cause });
  }
}

/** Writes the key of a photo, or none, and deletes the file that was before. */
async function replaceOwn(
  ctx: ServiceContext,
  key: string | null,
): Promise<{ readonly id: string; readonly image: string | null }> {
  const { before, after } = await retryLostRace(async () => {
    const { user } = await loadOwnAccount(ctx, "account.edit");
    const changed = { ...user, image: key };
    const photo = photoPath(changed);
    const batch = new WriteBatch(ctx.db);
    batch.guarded(replacePhoto(user, key, ctx.clock()));
    const [status, answer] = photo === null ? [204, null] : [200, { photo }];
    batch.insert(idempotencyRecords, idempotencyRow(ctx, status, answer));
    await batch.commit();
    return { before: user.image, after: changed };
  });
  if (before !== null) await deleteFile(ctx.env.FILES, before);
  return after;
}

/**
 * Gives oneself a photo: a square of 256 pixels, without anything else that the file tells.
 * @throws ProblemError as `checkImage`, `auth.signed_out`; PermissionDenied
 */
export async function setPhoto(ctx: ServiceContext, upload: Upload): Promise<PhotoAnswer> {
  const { id } = ownActor(ctx, "account.edit");
  const bytes = await squareOf(ctx, upload);
  const key = fileKey(`photos/${id}`);
  await putFile(ctx.env.FILES, { key, bytes, contentType: "image/webp" });
  return { photo: photoPath(await replaceOwn(ctx, key)) ?? "" };
}

/** Takes one's photo away; having none is no error. */
export async function removePhoto(ctx: ServiceContext): Promise<void> {
  ownActor(ctx, "account.edit");
  await replaceOwn(ctx, null);
}

async function assertMaySee(ctx: ServiceContext, userId: string): Promise<void> {
  const places = await findOrganizationsOfUser(ctx.db, userId);
  const resources = ["", ...places].map((organizationId) => ({
    noun: "user" as const,
    organizationId,
    userId,
  }));
  const allowed = resources.find(
    (resource) => refusalOf(ctx.actor, "user.read_photo", resource) === null,
  );
  const [own] = resources;
  assertAllowed(ctx.actor, "user.read_photo", allowed ?? own);
}

/**
 * Somebody's photo, for themselves, and for the teams of organizations that know them: as a colleague, or
 * as an affiliate.
 * @throws ProblemError `user.not_found`, `file.not_found`; PermissionDenied
 */
export async function servePhoto(ctx: ServiceContext, userId: string): Promise<Response> {
  assertAllowed(ctx.actor, "user.read_photo");
  await assertMaySee(ctx, userId);
  const user = await findUser(ctx.db, userId);
  if (user === null) throw userNotFound();
  const file = user.image === null ? null : await getFile(ctx.env.FILES, user.image);
  if (file === null) throw fileNotFound();
  return new Response(file.body, {
    headers: {
      "content-type": file.contentType,
      "content-length": String(file.bytes),
      "content-disposition": 'inline; filename="photo.webp"',
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": `private, max-age=${ONE_DAY_S}`,
      etag: file.etag,
    },
  });
}
