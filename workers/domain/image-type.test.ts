import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gif, jpeg, png, webp } from "../core/testing/images.ts";
import { IMAGE_HEAD_BYTES, readImageFacts } from "./image-type.ts";

const text = (content: string) => new TextEncoder().encode(content);

describe("an image is told by its bytes", () => {
  it.each([
    ["PNG", png(300, 200), "image/png"],
    ["GIF of 1989", gif(300, 200), "image/gif"],
    ["GIF of 1987", gif(300, 200, "GIF87a"), "image/gif"],
    ["JPEG", jpeg(300, 200), "image/jpeg"],
    ["progressive JPEG", jpeg(300, 200, 0xc2), "image/jpeg"],
    ["JPEG without metadata", jpeg(300, 200, 0xc0, []), "image/jpeg"],
    [
      "JPEG with tables before its frame",
      jpeg(300, 200, 0xc0, [0xff, 0xc4, 0, 4, 9, 9]),
      "image/jpeg",
    ],
    ["JPEG with filled markers", jpeg(300, 200, 0xc0, [0xff, 0xff, 0xfe, 0, 3, 7]), "image/jpeg"],
    ["lossy WebP", webp(300, 200, "VP8 "), "image/webp"],
    ["lossless WebP", webp(300, 200, "VP8L"), "image/webp"],
    ["extended WebP", webp(300, 200, "VP8X"), "image/webp"],
  ])("%s", (_, bytes, type) => {
    expect(readImageFacts(bytes)).toEqual({ type, width: 300, height: 200 });
  });

  it("with metadata of the greatest length before a JPEG's frame", () => {
    const segment = [0xff, 0xe1, 0xff, 0xff, ...Array<number>(0xfffd).fill(0)];
    const bytes = jpeg(300, 200, 0xc0, [...segment, ...segment]);
    expect(readImageFacts(bytes.subarray(0, IMAGE_HEAD_BYTES))).toMatchObject({ width: 300 });
  });

  it("also where it is a part of a longer buffer", () => {
    const whole = new Uint8Array(100);
    whole.set(png(7, 9), 20);
    expect(readImageFacts(whole.subarray(20))).toMatchObject({ width: 7, height: 9 });
  });

  it("whatever its size", () => {
    const side = fc.integer({ min: 1, max: 16_383 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const all = [
          png(width, height),
          gif(width, height),
          jpeg(width, height),
          webp(width, height, "VP8 "),
          webp(width, height, "VP8L"),
          webp(width, height),
        ];
        for (const bytes of all) expect(readImageFacts(bytes)).toMatchObject({ width, height });
      }),
    );
  });
});

describe("no image is", () => {
  it.each([
    ["nothing", new Uint8Array()],
    ["text", text("hello")],
    ["an SVG", text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["an HTML page", text("<!doctype html><script>alert(1)</script>")],
    ["a PDF", text("%PDF-1.7\n")],
    ["a PNG that is cut off", png(300, 200).subarray(0, 20)],
    ["a PNG whose first chunk is another", text("\x89PNG\r\n\x1a\n0000IDAT00000000")],
    ["a PNG of no width", png(0, 200)],
    ["a GIF of no height", gif(300, 0)],
    ["a GIF of another version", gif(300, 200, "GIF90a")],
    ["a JPEG that ends before its frame", jpeg(300, 200).subarray(0, 10)],
    ["a JPEG without a frame", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    ["a RIFF that is sound", text(`RIFF0000WAVEfmt ${"0".repeat(30)}`)],
    ["a WebP of an unknown chunk", text(`RIFF0000WEBPVP9 ${"0".repeat(30)}`)],
    ["a lossy WebP without its start code", text(`RIFF0000WEBPVP8 ${"0".repeat(30)}`)],
  ])("%s", (_, bytes) => expect(readImageFacts(bytes)).toBeNull());

  it("what merely begins like one: any bytes are read to an end", () => {
    const starts = [png(1, 1), jpeg(1, 1), gif(1, 1), webp(1, 1)].map((one) => one.subarray(0, 12));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const facts = readImageFacts(Uint8Array.of(...start, ...rest));
        return facts === null || (facts.width > 0 && facts.height > 0);
      }),
    );
  });
});
