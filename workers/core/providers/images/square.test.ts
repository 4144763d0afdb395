import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readImageFacts } from "../../../domain/image-type.ts";
import { jpeg, png } from "../../testing/images.ts";
import { PIXEL } from "../../testing/pixel.ts";
import { PHOTO_SIDE, toSquare, UnreadableImage } from "./square.ts";

describe("a photo", () => {
  it("becomes a square WebP of 256 pixels, whatever it was", async () => {
    const square = await toSquare(env.IMAGES, new Uint8Array(PIXEL).buffer);
    expect(readImageFacts(square)).toEqual({
      type: "image/webp",
      width: PHOTO_SIDE,
      height: PHOTO_SIDE,
    });
  });

  it.each([
    ["a header without pixels", png(10, 10)],
    ["a JPEG that ends behind its header", jpeg(10, 10)],
    ["text", new TextEncoder().encode("<svg></svg>")],
  ])("that is %s is told to be unreadable", async (_, bytes) => {
    await expect(toSquare(env.IMAGES, new Uint8Array(bytes).buffer)).rejects.toBeInstanceOf(
      UnreadableImage,
    );
  });
});
