/** Photos are made small by Cloudflare Images: nothing is decoded in this Worker's 128 MB. */

/** Pixels a side, in whatever screen's density a face is shown. */
export const PHOTO_SIDE = 256;
const QUALITY = 85;

/** What Images could not read, though its header looked right. */
export class UnreadableImage extends Error {
  override readonly name = "UnreadableImage";
}

/** Images' own codes of input that is no image it can read (Images, "Troubleshooting": 9412 and 9520). */
const isUnreadable = (error: unknown): boolean =>
  error instanceof Error &&
  /9412|9520|unsupported|corrupt|invalid|decode|input/i.test(error.message);

/**
 * The middle of an image as a square WebP of `PHOTO_SIDE` pixels. What else the file holds (where it was
 * taken, with which camera) is not in the answer.
 * @throws UnreadableImage
 */
export async function toSquare(
  images: ImagesBinding,
  bytes: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = new Response(bytes);
  if (body === null) throw new UnreadableImage("it is empty");
  try {
    const result = await images
      .input(body)
      .transform({ width: PHOTO_SIDE, height: PHOTO_SIDE, fit: "cover" })
      .output({ format: "image/webp", quality: QUALITY });
    return new Uint8Array(await result.response().arrayBuffer());
  } catch (cause) {
    if (isUnreadable(cause)) throw new UnreadableImage("Images cannot read it", { cause });
    throw cause;
  }
}
